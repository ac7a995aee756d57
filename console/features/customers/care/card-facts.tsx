/** In the card: what somebody is worth, how they last said they feel, and what they agreed to. */
import { IconCircleCheck, IconCircleX, IconMoodSmile, IconReceipt2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Entry } from '../../../../contract/entries.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { moneyText } from '../../../lib/money.ts';
import { Time } from '../../../ui/time.tsx';
import { consentsQuery } from '../consents.tsx';
import { orderFactsQuery } from '../orders/queries.ts';
import { timelineQuery } from '../queries.ts';
import { Stars } from '../reviews/stars.tsx';
import classes from './care.module.css';
import { moodKinds, moodOf } from './mood.ts';

/** So many signs are looked at: reactions that were taken away since tell nothing. */
const signsMax = 20;

/** Without orders there is nothing to say. */
export function Value({ customerId }: { customerId: string }) {
  const t = useText('care');
  const locale = useLocale();
  const { data } = useQuery(orderFactsQuery(customerId));
  if (!data || data.orders === 0) return null;
  const sums = data.values.map(({ net, currency }) => moneyText(net, currency, locale));
  return (
    <p className={classes.line}>
      <IconReceipt2 size={16} aria-hidden />
      <span>{[...sums, t('card.orders', { count: data.orders })].join(' · ')}</span>
      {data.lastAt !== null && <Time value={data.lastAt} className={classes.quiet} />}
    </p>
  );
}

export function LastMood({ customerId }: { customerId: string }) {
  const t = useText('care');
  const { data } = useInfiniteQuery(timelineQuery(customerId, moodKinds, signsMax));
  const mood = moodOf((data?.pages.flatMap((page) => page.data) ?? []) as Entry[]);
  if (!mood) return null;
  return (
    <p className={classes.line} data-mood={mood.by}>
      <IconMoodSmile size={16} aria-hidden />
      {mood.by === 'reaction' ? (
        <span>{t('card.reacted', { emoji: mood.emoji })}</span>
      ) : (
        <span>
          {t('card.reviewed')} <Stars score={mood.score} scale={mood.scale} />
        </span>
      )}
      <Time value={mood.at} className={classes.quiet} />
    </p>
  );
}

/** What was said last on each channel and topic; that nothing was, is worth knowing before a letter goes out. */
export function ConsentState({ customerId }: { customerId: string }) {
  const t = useText('care');
  const customers = useText('customers');
  const { data } = useQuery(consentsQuery(customerId));
  if (!data) return null;
  if (data.length === 0) return <p className={classes.quiet}>{t('card.noConsent')}</p>;
  return (
    <ul className={classes.consents} aria-label={customers('consents')}>
      {data.map(({ channel, topic, granted }) => (
        <li key={`${channel} ${topic}`} data-granted={granted}>
          {granted ? <IconCircleCheck size={16} aria-hidden /> : <IconCircleX size={16} aria-hidden />}
          <span>
            {customers(`consent.${channel}`)}, <bdi>{topic}</bdi>:{' '}
            {customers(granted ? 'consent.yes' : 'consent.no')}
          </span>
        </li>
      ))}
    </ul>
  );
}
