/** What the team keeps of a customer by hand: each is changed where it stands. */
import { Select, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax, preferredChannels } from '../../../contract/entries.ts';
import type { Profile } from '../../../contract/profile.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { spokenLanguages as languages } from '../../lib/languages.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { failure } from '../../ui/notices.tsx';
import { CustomerStage } from '../stages/index.ts';
import classes from './customer-pane.module.css';
import { profileQuery } from './queries.ts';

const nothing: Profile = { ownerId: null, nextStep: null, language: null, channel: null };

export function CustomerProfile({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const app = useText('app');
  const locale = useLocale();
  const may = useMay();
  const { data: profile } = useQuery(profileQuery(customer.id));
  const { data: members } = useQuery(membersQuery);
  const change = useChange(customer.id);
  const disabled = !profile || !may('customers:write');
  // Its place is kept until it is there: nothing below may jump.
  const { ownerId, nextStep, language, channel } = profile ?? nothing;
  const people = (members ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isGone = ownerId !== null && members !== undefined && !people.some(({ value }) => value === ownerId);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const tags = language === null || languages.includes(language) ? languages : [...languages, language];
  const select = {
    size: 'xs',
    clearable: true,
    searchable: true,
    disabled,
    placeholder: t('profile.none'),
  } as const;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('profile')}</Title>
      <CustomerStage customerId={customer.id} />
      <Select
        {...select}
        label={t('profile.owner')}
        data={isGone ? [...people, { value: ownerId, label: app('unknownMember') }] : people}
        value={ownerId}
        onChange={(value) => change({ ownerId: value })}
      />
      <NextStep
        key={nextStep}
        text={nextStep ?? ''}
        disabled={disabled}
        keep={(text) => change({ nextStep: text === '' ? null : text })}
      />
      <Select
        {...select}
        label={t('profile.language')}
        data={tags.map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))}
        value={language}
        onChange={(value) => change({ language: value })}
      />
      <Select
        {...select}
        label={t('profile.channel')}
        data={preferredChannels.map((value) => ({ value, label: t(`prefers.${value}`) }))}
        value={channel}
        onChange={(value) => change({ channel: value as Profile['channel'] })}
      />
    </section>
  );
}

/** Enter and leaving the field keep what is written, Escape does not. */
function NextStep(props: { text: string; disabled: boolean; keep: (text: string) => void }) {
  const t = useText('customers');
  const [text, setText] = useState(props.text);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape') setText(props.text);
  };
  return (
    <TextInput
      size="xs"
      label={t('profile.nextStep')}
      placeholder={t('profile.nextStepHint')}
      maxLength={nameLengthMax}
      disabled={props.disabled}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => text.trim() !== props.text && props.keep(text.trim())}
    />
  );
}

/** Shows a change at once and takes it back when it is refused. */
function useChange(id: string): (changes: Partial<Profile>) => void {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = profileQuery(id);
  return async (changes) => {
    const before = cache.getQueryData(queryKey);
    if (before) cache.setQueryData(queryKey, { ...before, ...changes });
    try {
      cache.setQueryData(queryKey, await call(endpoints.updateProfile, { params: { id }, body: changes }));
    } catch (error) {
      cache.setQueryData(queryKey, before);
      failure(problemText(error));
    }
  };
}
