/** What a customer's orders add up to. */
import { Tooltip } from '@mantine/core';
import type { OrderFacts as Facts } from '../../../../contract/orders.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { moneyText } from '../../../lib/money.ts';
import { Time } from '../../../ui/time.tsx';
import pane from '../customer-pane.module.css';
import classes from './orders.module.css';

export function OrderFacts({ facts }: { facts: Facts }) {
  const t = useText('orders');
  const locale = useLocale();
  const { values, firstAt, lastAt, products, categories, prices, rfm } = facts;
  const names = (list: Facts['products']) => list.map(({ name }) => <bdi key={name}>{name}</bdi>);
  return (
    <dl className={pane.facts}>
      <dt>{t('count')}</dt>
      <dd>{new Intl.NumberFormat(locale).format(facts.orders)}</dd>
      {values.length > 0 && (
        <>
          <dt>{t('value')}</dt>
          <dd className={classes.values}>
            {values.map(({ currency, net }) => (
              <span key={currency}>{moneyText(net, currency, locale)}</span>
            ))}
          </dd>
        </>
      )}
      {firstAt !== null && lastAt !== null && (
        <>
          <dt>{t('first')}</dt>
          <dd>
            <Time value={firstAt} />
          </dd>
          <dt>{t('last')}</dt>
          <dd>
            <Time value={lastAt} />
          </dd>
        </>
      )}
      {products.length > 0 && (
        <>
          <dt>{t('products')}</dt>
          <dd className={classes.values}>{names(products)}</dd>
        </>
      )}
      {categories.length > 0 && (
        <>
          <dt>{t('categories')}</dt>
          <dd className={classes.values}>{names(categories)}</dd>
        </>
      )}
      {prices.length > 0 && (
        <>
          <dt>{t('prices')}</dt>
          <dd className={classes.values}>
            {prices.map(({ currency, from, usual, to }) => {
              const money = (minor: number) => moneyText(minor, currency, locale);
              return (
                <span key={currency}>
                  {from === to
                    ? money(usual)
                    : t('priceBand', { from: money(from), to: money(to), usual: money(usual) })}
                </span>
              );
            })}
          </dd>
        </>
      )}
      {rfm !== null && <Rfm rfm={rfm} />}
    </dl>
  );
}

/** Three scores with their plain meaning on hover, on focus and for screen readers. */
function Rfm({ rfm }: { rfm: NonNullable<Facts['rfm']> }) {
  const t = useText('orders');
  const scores = [
    ['recency', rfm.recency],
    ['frequency', rfm.frequency],
    ['monetary', rfm.monetary],
  ] as const;
  return (
    <>
      <dt>{t('rfm')}</dt>
      <dd className={classes.scores}>
        {scores.map(([name, score]) => (
          <Tooltip key={name} label={t(`rfm.${name}.text`)} multiline w={260} events={tooltipEvents}>
            <button type="button" className={classes.score} aria-description={t(`rfm.${name}.text`)}>
              {t(`rfm.${name}`, { score: score ?? '–' })}
            </button>
          </Tooltip>
        ))}
      </dd>
    </>
  );
}

const tooltipEvents = { hover: true, focus: true, touch: true };
