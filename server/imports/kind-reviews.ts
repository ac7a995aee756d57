/** What customers thought of what they bought. */
import { textLengthMax } from '../../contract/entries.ts';
import { writeReviews } from '../orders/index.ts';
import { timeField } from './fields.ts';
import type { ImportKind, Ready } from './kind.ts';
import { orderField } from './money-fields.ts';
import { customersOf, identitiesOf, identityFields, textValue } from './people.ts';

const scoreMax = 5;

export const reviews: ImportKind = {
  name: 'reviews',
  fields: [
    orderField,
    ...identityFields,
    {
      name: 'score',
      type: 'number',
      synonyms: [
        'score',
        'rating',
        'stars',
        'review score',
        'review_score',
        '评分',
        '星级',
        'nota',
        'avaliação',
        'estrelas',
      ],
    },
    {
      name: 'title',
      type: 'text',
      synonyms: ['title', 'headline', 'review_comment_title', '标题', 'título'],
    },
    {
      name: 'text',
      type: 'text',
      lengthMax: textLengthMax,
      synonyms: [
        'text',
        'comment',
        'review',
        'body',
        'message',
        'review_comment_message',
        '内容',
        '评价',
        '评论',
        'texto',
        'comentário',
        'mensagem',
      ],
    },
    { ...timeField, synonyms: ['review_creation_date', ...timeField.synonyms] },
    {
      name: 'site',
      type: 'id',
      lengthMax: 200,
      synonyms: ['site', 'source', 'platform', '网站', '平台', 'plataforma'],
    },
    {
      name: 'product',
      type: 'id',
      lengthMax: 200,
      synonyms: ['product', 'product name', 'item', '商品', '产品', 'produto'],
    },
  ],
  takesExtra: false,
  sameBy: 'content',
  check: (row) => {
    const { score } = row.values;
    const isWrong = typeof score === 'number' && (score < 0 || score > scoreMax);
    return isWrong
      ? { code: 'not-choice', field: 'score', column: 'score', value: String(score) }
      : undefined;
  },
  aboutOf: (row) => ({ finds: [`review ${idIn(row)}`], makes: [`review ${idIn(row)}`] }),
  apply: async (tx, context, rows) => {
    const named = rows.filter((row) => identitiesOf(row, { keyIsUser: false }).length > 0);
    const found = await customersOf(tx, context, named, { keyIsUser: false });
    const customerOf = new Map(named.map((row, at) => [row, found[at]?.customerId ?? null]));
    const inputs = rows.map((row) => {
      const [order, product, score] = [textValue(row, 'order'), textValue(row, 'product'), row.values.score];
      return {
        externalId: idIn(row),
        customerId: customerOf.get(row) ?? null,
        site: textValue(row, 'site') ?? '',
        order: order === undefined ? null : { shop: '', externalId: order },
        product: product === undefined ? null : { id: null, name: product },
        score: typeof score === 'number' ? score : null,
        scale: scoreMax,
        title: textValue(row, 'title')?.trim() || null,
        text: textValue(row, 'text')?.trim() || null,
        occurredAt: textValue(row, 'time'),
      };
    });
    return (await writeReviews(tx, context.source, inputs, context.actor)).map(({ outcome }) => outcome);
  },
};

/** The review's id: the key, or all that the row says. */
function idIn(row: Ready): string {
  return row.key ?? row.digest;
}
