/** Asking for a date and a time, on the customer's clock or on one's own. */
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../../../contract/conversations.ts';
import type { SaidTime } from '../../../../contract/scheduled-entries.ts';
import { instantOf } from '../../../../contract/times.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useTimeZone } from '../../../lib/zone.ts';
import { useCustomerName } from '../../customers/index.ts';
import { cityOf, showsSame } from './choices.ts';
import { scheduledQuery } from './queries.ts';

export function TimeDialog(props: {
  conversation: Pick<Conversation, 'id' | 'customer'>;
  title: string;
  label: string;
  /** The time as it was said before. */
  said?: SaidTime | undefined;
  choose: (said: SaidTime) => void;
  close: () => void;
}) {
  const { conversation, said, close } = props;
  const t = useText('later');
  const app = useText('app');
  const own = useTimeZone();
  const name = isolated(useCustomerName()(conversation.customer));
  const { data } = useQuery(scheduledQuery(conversation.id));
  const theirs = data?.customerTimeZone ?? undefined;
  const zones = [...new Set([...(said ? [said.timeZone] : []), ...(theirs ? [theirs] : []), own])];
  const [timeZone, setZone] = useState<string>();
  const [value, setValue] = useState(said ? `${said.date}T${said.time}` : '');
  const [isPast, setPast] = useState(false);
  const zone = timeZone ?? zones[0] ?? own;
  const [date, time] = value.split('T');
  const chosen = date && time ? { date, time: time.slice(0, 5), timeZone: zone } : undefined;
  const zoneName = (one: string) =>
    one === theirs
      ? t('clockCustomer', { name, zone: cityOf(one) })
      : one === own
        ? t('clockOwn', { zone: cityOf(one) })
        : cityOf(one);
  return (
    <Modal
      opened
      onClose={close}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!chosen) return;
          if (instantOf(chosen.date, chosen.time, zone) <= new Date()) setPast(true);
          else props.choose(chosen);
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="datetime-local"
            label={t('at')}
            value={value}
            max="2999-12-31T23:59"
            error={isPast ? t('past') : undefined}
            onChange={(event) => {
              setValue(event.currentTarget.value);
              setPast(false);
            }}
            data-autofocus
          />
          {zones.length > 1 && (
            <NativeSelect
              label={t('clock')}
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
              data={zones.map((one) => ({ value: one, label: zoneName(one) }))}
            />
          )}
          {chosen && <Both said={chosen} own={own} theirs={theirs} name={name} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" disabled={!chosen}>
              {props.label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What both clocks show then, where they differ. */
function Both(props: { said: SaidTime; own: string; theirs: string | undefined; name: string }) {
  const { said, own, theirs, name } = props;
  const t = useText('later');
  const locale = useLocale();
  const at = instantOf(said.date, said.time, said.timeZone);
  if (!theirs || Number.isNaN(at.getTime()) || showsSame(at, own, theirs)) return null;
  const words = (timeZone: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
  return (
    <Text size="sm" c="dimmed">
      {t('both', { name, theirs: words(theirs), yours: words(own) })}
    </Text>
  );
}
