/** Two or three facts about a customer: since when, last seen, in which language. */
import type { Customer } from '../../../contract/customers.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';

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
      {language !== null && (
        <>
          <dt>{t('language')}</dt>
          <dd>{languageName(language, locale)}</dd>
        </>
      )}
    </dl>
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
