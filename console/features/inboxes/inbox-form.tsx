/** Name, look and sites of the chat, with a preview that follows as one types. */
import { ColorInput, Input, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Inbox, WebchatInbox } from '../../../contract/inboxes.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { useTeams } from '../../lib/teams.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import classes from './inboxes.module.css';
import { parseSites } from './sites.ts';
import { WidgetPreview } from './widget-preview.tsx';

type Values = {
  name: string;
  teamId: string;
  sites: string;
  color: string;
  greeting: string;
  position: string;
};

const greetingLengthMax = 500;
const swatches = ['#117878', '#2e3738', '#3661b4', '#7a4fb5', '#bc272c', '#c2570c', '#2f7d43'];

const valuesOf = ({ name, teamId, settings }: WebchatInbox): Values => ({
  name,
  teamId: teamId ?? '',
  sites: settings.sites.join('\n'),
  color: settings.color,
  greeting: settings.greeting,
  position: settings.position,
});

export function InboxForm({ inbox, mayChange }: { inbox: WebchatInbox; mayChange: boolean }) {
  const form = useInboxForm(inbox);
  const { color, greeting, position } = form.values;
  return (
    <div className={classes.look}>
      <form onSubmit={form.submit} noValidate>
        <fieldset disabled={!mayChange} className={classes.fields}>
          <Fields form={form} />
        </fieldset>
        {mayChange && <SaveRow form={form} />}
      </form>
      <WidgetPreview color={color} greeting={greeting} side={position === 'left' ? 'left' : 'right'} />
    </div>
  );
}

function useInboxForm(inbox: WebchatInbox): Form<Values> {
  const t = useText('inboxes');
  const app = useText('app');
  const cache = useQueryClient();
  const form: Form<Values> = useForm<Values>({
    initial: valuesOf(inbox),
    check({ name, color, sites }) {
      const { wrong } = parseSites(sites);
      return {
        name: name.trim() === '' ? app('field.required') : undefined,
        color: /^#[0-9a-f]{6}$/i.test(color) ? undefined : t('color.wrong'),
        sites: wrong.length > 0 ? t('sites.wrong', { site: wrong[0] }) : undefined,
      };
    },
    async send({ name, teamId, color, greeting, position, sites }) {
      const saved = await call(endpoints.updateInbox, {
        params: { id: inbox.id },
        body: {
          name,
          teamId: teamId === '' ? null : teamId,
          settings: {
            color: color.toLowerCase(),
            greeting: greeting.trim(),
            position: position === 'left' ? 'left' : 'right',
            sites: parseSites(sites).sites,
          },
        },
      });
      cache.setQueryData(inboxesQuery.queryKey, (inboxes: Inbox[] | undefined) =>
        inboxes?.map((other) => (other.id === saved.id ? saved : other)),
      );
      if (saved.channel === 'webchat') form.begin(valuesOf(saved));
    },
  });
  return form;
}

function Fields({ form }: { form: Form<Values> }) {
  const t = useText('inboxes');
  const teams = useTeams();
  return (
    <>
      <TextInput {...form.field('name')} label={t('name')} description={t('nameHint')} />
      {teams.length > 0 && (
        <NativeSelect
          {...form.field('teamId')}
          label={t('team')}
          description={t('teamHint')}
          data={[
            { value: '', label: t('noTeam') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <ColorInput
        {...form.field('color')}
        label={t('color')}
        format="hex"
        swatches={swatches}
        swatchesPerRow={7}
        eyeDropperButtonProps={{ 'aria-label': t('color.pick') }}
      />
      <Textarea
        {...form.field('greeting')}
        label={t('greeting')}
        description={t('greetingHint')}
        maxLength={greetingLengthMax}
        autosize
        minRows={2}
      />
      <Input.Wrapper label={t('position')} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t('position')}
            value={form.values.position}
            onChange={(position) => form.set({ position })}
            data={[
              { value: 'left', label: t('position.left') },
              { value: 'right', label: t('position.right') },
            ]}
          />
        </div>
      </Input.Wrapper>
      <Textarea
        {...form.field('sites')}
        label={t('sites')}
        description={t('sitesHint')}
        placeholder="https://shop.example"
        autosize
        minRows={2}
        spellCheck={false}
      />
    </>
  );
}
