/** The fields by which a view is narrowed. An empty one stands for anything. */
import { MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { priorities } from '../../../contract/conversation-entries.ts';
import {
  closedDaysMax,
  languageLengthMax,
  viewStatuses,
  waitingMinutesMax,
} from '../../../contract/view-filter.ts';
import { closingQuery } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery, membersQuery, tagsQuery } from '../../lib/team.ts';
import { teamsQuery } from '../../lib/teams.ts';
import type { Form } from '../../lib/use-form.ts';
import { segmentsQuery } from '../segments/index.ts';
import { AttributeFields } from './attribute-fields.tsx';
import { type FilterValues, type ListField, listOf, wishesOf } from './filter-values.ts';

export type ViewValues = FilterValues & { name: string; order: string; shared: string };

export function FilterFields({ form }: { form: Form<ViewValues> }) {
  const t = useText('views');
  const { data: members = [] } = useQuery(membersQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: segments = [] } = useQuery(segmentsQuery);
  const { data: closing } = useQuery(closingQuery);
  const several = (name: ListField, data: { value: string; label: string }[]) => {
    const value = listOf(form.values[name]);
    return (
      <MultiSelect
        label={t(name)}
        placeholder={value.length === 0 ? t('any') : ''}
        data={data}
        value={value}
        onChange={(next) => form.set({ [name]: next.join() })}
        searchable
        clearable
        hidePickedOptions
      />
    );
  };
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <NativeSelect
        {...form.field('status')}
        label={t('status')}
        data={[
          { value: '', label: t('any') },
          ...viewStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      {several('assignees', [
        { value: 'me', label: t('me') },
        { value: 'none', label: t('nobody') },
        ...named(members),
      ])}
      {teams.length > 0 &&
        several('teams', [
          { value: 'mine', label: t('mine') },
          { value: 'none', label: t('noTeam') },
          ...named(teams),
        ])}
      {inboxes.length > 1 && several('inboxIds', named(inboxes))}
      {several('tagIds', named(tags))}
      {several(
        'priorities',
        priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
      )}
      <NativeSelect
        {...form.field('segmentId')}
        label={t('segmentId')}
        data={[{ value: '', label: t('any') }, ...named(segments)]}
      />
      <TextInput
        {...form.field('language')}
        label={t('language')}
        placeholder={t('languageHint')}
        maxLength={languageLengthMax}
      />
      <Count form={form} name="waitingMinutes" max={waitingMinutesMax} />
      {closing &&
        closing.reasons.length > 0 &&
        several('reasonIds', [{ value: 'none', label: t('noReason') }, ...named(closing.reasons)])}
      <Count form={form} name="closedDays" max={closedDaysMax} />
      <AttributeFields
        wishes={wishesOf(form.values.attributes)}
        change={(next) => form.set({ attributes: JSON.stringify(next) })}
      />
    </>
  );
}

function Count(props: { form: Form<ViewValues>; name: 'waitingMinutes' | 'closedDays'; max: number }) {
  const { form, name, max } = props;
  const t = useText('views');
  return (
    <NumberInput
      label={t(name)}
      placeholder={t('any')}
      value={form.values[name]}
      onChange={(value) => form.set({ [name]: String(value) })}
      min={1}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  );
}
