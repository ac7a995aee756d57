/** The pages that a visitor looks at, and what the site tells of it. */
import type { Entry } from '../../contract/entries.ts';
import { site } from './business.ts';
import { second } from './calendar.ts';
import { entryOf } from './draft.ts';
import type { Person } from './person.ts';

const folders = { en: 'en', 'zh-CN': 'zh', 'pt-BR': 'pt' } as const;
const referrers = [null, null, 'https://search.example/', 'https://social.example/'] as const;

/** One look around, of one to six pages. */
export function pageViews(person: Person, customerId: string, at: number): Entry[] {
  const { random, texts, world, filedAt, locale } = person;
  const entries: Entry[] = [];
  const count = Math.min(random.whole(1, 6), random.whole(1, 6));
  let [from, when]: [string | null, number] = [random.pick(referrers), at];
  for (let view = 0; view < count && when < world.end; view++) {
    const product = random.chance(0.4)
      ? random.pick(random.chance(0.7) ? texts.coffees : texts.otherGoods)
      : undefined;
    const page = product ? { path: `shop/${product.slug}`, title: product.name } : random.pick(texts.pages);
    const url = `${site}/${folders[locale]}/${page.path}`;
    entries.push(
      entryOf(world, random, filedAt, {
        kind: 'page.viewed',
        payload: { url, title: page.title, referrer: from },
        actor: { kind: 'customer', id: customerId },
        direction: 'indirect',
        source: { name: `webchat:${world.inboxIds.shop}`, externalId: random.browserId() },
        customerId,
        channel: 'webchat',
        at: when,
      }),
    );
    if (product) entries.push(...told(person, customerId, when + 2 * second, product.slug));
    from = url;
    when += Math.floor(25 * second * random.spread()) + 3 * second;
  }
  return entries;
}

/** Of those who look at something. */
const addedShare = 0.3;

/** What the site's own script tells: what was looked at, and what went into the basket. */
function told({ random, world, filedAt }: Person, customerId: string, at: number, product: string): Entry[] {
  const names = random.chance(addedShare) ? ['Product Viewed', 'Product Added'] : ['Product Viewed'];
  return names.flatMap((name, place) => {
    const when = at + place * 4 * second;
    if (when >= world.end) return [];
    return entryOf(world, random, filedAt, {
      kind: 'event.tracked',
      payload: { name, properties: { product }, origin: { property: 'website', key: 'Web shop' } },
      actor: { kind: 'customer', id: customerId },
      direction: 'indirect',
      source: { name: 'collect', externalId: random.browserId() },
      customerId,
      at: when,
    });
  });
}
