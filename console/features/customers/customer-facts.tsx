/** Two or three facts about a customer: since when, last seen, in which language. */
import { useQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import type { Entry } from '../../../contract/entries.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { Time } from '../../ui/time.tsx';
import { ChannelName } from './channel-name.tsx';
import classes from './customer-pane.module.css';
import { touchesQuery } from './queries.ts';
import { originOf } from './touch-origin.ts';

export function CustomerFacts({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const locale = useLocale();
  const { language, createdAt, lastSeenAt } = customer;
  return (
    <dl className={classes.facts}>
      {lastSeenAt !== null && (
        <>
          <dt>{t('lastSeen')}</dt>
          <dd>
            <Time value={lastSeenAt} />
          </dd>
        </>
      )}
      <dt>{t('knownSince')}</dt>
      <dd>
        <Time value={createdAt} />
      </dd>
      <Met customerId={customer.id} />
      {language !== null && (
        <>
          <dt>{t('language')}</dt>
          <dd>{languageName(language, locale)}</dd>
        </>
      )}
    </dl>
  );
}

/** The first and the last touch, and how many were direct and indirect. */
function Met({ customerId }: { customerId: string }) {
  const t = useText('customers');
  const { data } = useQuery(touchesQuery(customerId));
  if (!data || data.direct + data.indirect === 0) return null;
  const { direct, indirect, isMore } = data;
  const share = Math.round((direct / (direct + indirect)) * 100);
  return (
    <>
      <MetAt name={t('touch.first')} entry={data.first as Entry | null} />
      <MetAt name={t('touch.last')} entry={data.last as Entry | null} />
      <dt>{t('touch.ratio')}</dt>
      <dd>{t(isMore ? 'touch.manyTouches' : 'touch.touches', { direct, indirect, share })}</dd>
    </>
  );
}

function MetAt({ name, entry }: { name: string; entry: Entry | null }) {
  if (entry === null) return null;
  const origin = originOf(entry);
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Time value={entry.occurredAt} /> {entry.channel !== null && <ChannelName channel={entry.channel} />}{' '}
        {origin !== undefined && <bdi>{origin}</bdi>}
      </dd>
    </>
  );
}

/** A language in the reader's words; a tag that is none is shown as it came. */
function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
