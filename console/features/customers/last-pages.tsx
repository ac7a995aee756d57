/** The pages of the site that the customer looked at last. */
import { Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { linkOf } from '../../lib/links.ts';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';
import { timelineQuery } from './queries.ts';

const pagesMax = 5;
/** Page views don't come by the socket: a pane that is looked at asks again this often. */
export const pagesMs = 20_000;

export function LastPages({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const { data } = useInfiniteQuery({
    ...timelineQuery(customer.id, ['page.viewed'], pagesMax),
    refetchInterval: pagesMs,
  });
  const pages = data?.pages.flatMap((page) => page.data).slice(0, pagesMax) ?? [];
  if (pages.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('pages')}</Title>
      <ol className={classes.list}>
        {pages.map(
          (entry) =>
            entry.kind === 'page.viewed' && (
              <li key={entry.id} className={classes.page}>
                <PageLink title={entry.payload.title || (entry.payload.name ?? '')} url={entry.payload.url} />
                <Time value={entry.occurredAt} className={classes.quiet} />
              </li>
            ),
        )}
      </ol>
    </section>
  );
}

/** A page by its title, linked where the address is one that we link to. */
export function PageLink({ title, url }: { title: string; url: string }) {
  const link = linkOf(url);
  const words = title.trim() === '' ? url : title;
  if (!link) return <bdi className={classes.value}>{words}</bdi>;
  return (
    <a
      className={classes.value}
      href={link.href}
      title={link.text}
      target="_blank"
      rel="noopener noreferrer ugc"
    >
      <bdi>{words}</bdi>
    </a>
  );
}
