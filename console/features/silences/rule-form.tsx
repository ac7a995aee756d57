/** One rule: after how many minutes who is woken, and who after that. */
import { Checkbox, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { type HeldRule, silenceMinutesMax } from '../../../contract/silences.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import { rulesQuery } from './queries.ts';
import { faultOf, initialOf, type RuleValues, ruleOf, ticked } from './rule-values.ts';

export function RuleForm(props: { inboxId: string | null; held: HeldRule | undefined; mayChange: boolean }) {
  const { inboxId, held, mayChange } = props;
  const t = useText('silences');
  const { member: me } = useMe();
  const cache = useQueryClient();
  const faults = {
    range: t('minutesRange', { max: silenceMinutesMax }),
    later: t('later'),
  };
  const form = useForm<RuleValues>({
    initial: initialOf(held?.rule, me.id),
    check: (values) => {
      const { minutes, secondMinutes } = faultOf(values);
      return {
        minutes: minutes && faults[minutes],
        secondMinutes: secondMinutes && faults[secondMinutes],
      };
    },
    async send(values) {
      await call(endpoints.setSilenceRule, { body: { inboxId, rule: ruleOf(values) } });
      await cache.invalidateQueries({ queryKey: rulesQuery.queryKey });
    },
  });
  const isOn = form.values.isOn !== '';
  const hasSecond = form.values.hasSecond !== '';
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <Checkbox
          checked={isOn}
          disabled={!mayChange}
          onChange={(event) => form.set({ isOn: ticked(event.currentTarget.checked) })}
          label={t('isOn')}
          description={inboxId !== null && !isOn ? t('follows') : undefined}
        />
        {isOn && (
          <>
            <Step form={form} names={['minutes', 'memberId']} held={held} mayChange={mayChange} />
            <Checkbox
              checked={hasSecond}
              disabled={!mayChange}
              onChange={(event) => form.set({ hasSecond: ticked(event.currentTarget.checked) })}
              label={t('hasSecond')}
            />
            {hasSecond && (
              <Step form={form} names={['secondMinutes', 'secondId']} held={held} mayChange={mayChange} />
            )}
            <Text size="sm" c="dimmed">
              {t('fallback')}
            </Text>
          </>
        )}
        {mayChange && <SaveRow form={form} />}
      </Stack>
    </form>
  );
}

/** A number of minutes and a person. */
function Step(props: {
  form: Form<RuleValues>;
  names: readonly ['minutes', 'memberId'] | readonly ['secondMinutes', 'secondId'];
  held: HeldRule | undefined;
  mayChange: boolean;
}) {
  const { form, held, mayChange } = props;
  const [minutes, person] = props.names;
  const t = useText('silences');
  const { data: members = [] } = useQuery(membersQuery);
  const chosen = form.values[person];
  const hasLeft = held?.missingIds.includes(chosen) ?? false;
  const people = members.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextInput
        {...form.field(minutes)}
        inputMode="numeric"
        disabled={!mayChange}
        label={t(minutes)}
        description={t('settingsHours')}
      />
      <NativeSelect
        {...form.field(person)}
        disabled={!mayChange}
        label={t(person === 'memberId' ? 'person' : 'secondPerson')}
        data={hasLeft ? [{ value: chosen, label: t('former') }, ...people] : people}
      />
      {hasLeft && (
        <Text size="sm" c="red" role="alert">
          {t('missing', { name: t('former') })}
        </Text>
      )}
    </>
  );
}
