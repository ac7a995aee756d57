/** The times that are offered, on the customer's clock where it is known, with one's own beside where that differs. */
import { Menu } from '@mantine/core';
import { IconCalendarTime, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Conversation } from '../../../../contract/conversations.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useTimeZone } from '../../../lib/zone.ts';
import { useNow } from '../../../ui/now.ts';
import { useCustomerName } from '../../customers/index.ts';
import { cityOf, laterChoices, showsSame, type When } from './choices.ts';
import classes from './later.module.css';
import { scheduledQuery } from './queries.ts';

type Unless = { isOn: boolean; set: (isOn: boolean) => void };

export function Choices(props: {
  conversation: Conversation;
  choose: (when: When) => void;
  /** Undefined for a note, which the team reads anyhow. */
  share: (() => void) | undefined;
  ask: () => void;
  /** Undefined for a note. */
  unless: Unless | undefined;
}) {
  const { conversation, choose, unless, share } = props;
  const t = useText('later');
  const locale = useLocale();
  const now = useNow();
  const own = useTimeZone();
  const customerName = useCustomerName();
  const { data } = useQuery(scheduledQuery(conversation.id));
  const theirs = data?.customerTimeZone ?? undefined;
  const zone = theirs ?? own;
  const name = isolated(customerName(conversation.customer));
  const words = (at: Date, timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    }).format(at);
  return (
    <>
      <Menu.Label>
        {theirs ? t('zoneCustomer', { name, zone: cityOf(theirs) }) : t('zoneOwn', { zone: cityOf(own) })}
      </Menu.Label>
      {laterChoices(now, zone).map(({ word, when, at }) => (
        <Menu.Item
          key={word}
          onClick={() => choose(when)}
          rightSection={
            <span className={classes.times}>
              {words(at, zone)}
              {!showsSame(at, zone, own) && <small>{t('yours', { time: words(at, own) })}</small>}
            </span>
          }
        >
          {t(word)}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={props.ask}>
        {t('own')}
      </Menu.Item>
      {share && (
        <Menu.Item leftSection={<IconUsers size={16} />} onClick={share}>
          {t('share')}
        </Menu.Item>
      )}
      {unless && (
        <>
          <Menu.Divider />
          <Menu.CheckboxItem checked={unless.isOn} onChange={unless.set}>
            {t('unless', { name })}
          </Menu.CheckboxItem>
        </>
      )}
    </>
  );
}
