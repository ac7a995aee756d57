/** Messages: what was written to and fro elsewhere. They stand in the timeline, and open no conversation. */
import { textLengthMax } from '../../contract/entries.ts';
import { writeEntries } from './entries.ts';
import { timeField } from './fields.ts';
import type { ImportKind } from './kind.ts';
import { customersOf, identitiesOf, identityFields, textValue } from './people.ts';

const inbound = [
  'inbound',
  'in',
  'incoming',
  'received',
  'customer',
  'client',
  'user',
  'contact',
  'visitor',
  '收到',
  '客户',
  '接收',
  'entrada',
  'recebida',
  'recebido',
  'cliente',
];
const outbound = [
  'outbound',
  'out',
  'outgoing',
  'sent',
  'agent',
  'admin',
  'staff',
  'operator',
  'bot',
  '发出',
  '客服',
  '发送',
  'saída',
  'enviada',
  'enviado',
  'atendente',
];

export const messages: ImportKind = {
  name: 'messages',
  fields: [
    ...identityFields,
    {
      name: 'text',
      type: 'text',
      needed: true,
      lengthMax: textLengthMax,
      synonyms: [
        'text',
        'message',
        'body',
        'content',
        'message body',
        'comment',
        '内容',
        '消息',
        '正文',
        '消息内容',
        'texto',
        'mensagem',
        'conteúdo',
        'corpo',
      ],
    },
    timeField,
    {
      name: 'direction',
      type: 'choice',
      choices: Object.fromEntries([
        ...inbound.map((word) => [word, 'inbound']),
        ...outbound.map((word) => [word, 'outbound']),
      ]),
      synonyms: [
        'direction',
        'type',
        'author type',
        'from type',
        'sender type',
        '方向',
        '发送方',
        'direção',
        'sentido',
        'remetente',
      ],
    },
    {
      name: 'channel',
      type: 'id',
      lengthMax: 40,
      synonyms: ['channel', 'source', 'via', 'medium', '渠道', '来源', 'canal', 'origem'],
    },
  ],
  takesExtra: false,
  sameBy: 'key',
  check: (row) =>
    identitiesOf(row, { keyIsUser: false }).length === 0 ? { code: 'no-identity' } : undefined,
  apply: async (tx, context, rows) => {
    const found = await customersOf(tx, context, rows, { keyIsUser: false });
    await writeEntries(
      tx,
      context,
      rows.map((row, at) => {
        const isOutbound = textValue(row, 'direction') === 'outbound';
        const customerId = found[at]?.customerId ?? '';
        const channel = textValue(row, 'channel')?.toLowerCase();
        return {
          kind: isOutbound ? 'message.sent' : 'message.received',
          payload: { text: textValue(row, 'text') ?? '' },
          direction: isOutbound ? 'outbound' : 'inbound',
          actor: isOutbound ? { kind: 'system', id: null } : { kind: 'customer', id: customerId },
          customerId,
          ...(channel === undefined ? {} : { channel }),
          occurredAt: textValue(row, 'time') ?? context.startedAt,
          externalId: row.ownKey ?? row.digest,
        };
      }),
    );
    return rows.map(() => 'created');
  },
};
