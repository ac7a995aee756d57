/** Who a company is, and what its people come to. */
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { type Company, peopleCountedMax } from '../../../contract/companies.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { moneyText } from '../../lib/money.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './companies.module.css';
import { factsQuery } from './queries.ts';

export function CompanyFacts({ company }: { company: Company }) {
  const t = useText('companies');
  const locale = useLocale();
  const { data: facts } = useQuery(factsQuery(company.id));
  const number = new Intl.NumberFormat(locale);
  const count = `${number.format(company.people)}${company.people >= peopleCountedMax ? '+' : ''}`;
  // The places of what is counted are kept until it is there: nothing below may jump.
  const shown: [label: string, value: ReactNode][] = [
    [t('people'), count],
    [t('orders'), facts ? number.format(facts.orders) : '–'],
    ...(facts && facts.values.length > 0
      ? [
          [
            t('value'),
            facts.values.map(({ currency, net }) => (
              <span key={currency}>{moneyText(net, currency, locale)}</span>
            )),
          ] as [string, ReactNode],
        ]
      : []),
    [t('openConversations'), facts ? number.format(facts.openConversations) : '–'],
    [t('firstTouch'), facts?.firstTouchAt ? <Time key="first" value={facts.firstTouchAt} /> : '–'],
    [t('lastTouch'), facts?.lastTouchAt ? <Time key="last" value={facts.lastTouchAt} /> : '–'],
  ];
  const told = [
    [t('externalId'), company.externalId],
    [t('domains'), company.domains.join(', ') || null],
    [t('website'), company.website],
    [t('size'), company.size],
    [t('address'), company.address],
  ] as const;
  return (
    <>
      <dl className={classes.facts}>
        {shown.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <dl className={classes.facts}>
        {told.map(([label, value]) => {
          return (
            value !== null && (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>
                    <LinkedText text={value} />
                  </bdi>
                </dd>
              </Fragment>
            )
          );
        })}
        <dt>{t('knownSince')}</dt>
        <dd>
          <Time value={company.createdAt} />
        </dd>
        {!company.verified && (
          <>
            <dt>{t('believed')}</dt>
            <dd>{t('unverifiedText')}</dd>
          </>
        )}
      </dl>
    </>
  );
}
