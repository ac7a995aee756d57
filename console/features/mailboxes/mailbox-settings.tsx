/** The settings of a mailbox: how replies look, who is answered by the program, and the servers. */
import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepsPassword } from '../../../contract/email.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { EmailInbox, Inbox } from '../../../contract/inboxes.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { useTeams } from '../../lib/teams.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import classes from './mailboxes.module.css';
import { ServerFields } from './server-fields.tsx';
import { receivingOf, type ServerValues, sendingOf, valuesOfServers, wrongServers } from './servers.ts';
import { type Trial, tryBoth } from './trial.ts';
import { TriedSteps } from './tried-steps.tsx';

type Values = ServerValues & {
  name: string;
  teamId: string;
  senderName: string;
  senderStyle: string;
  signature: string;
  quoteHistory: string;
  plusAddressing: string;
  aliases: string;
  trustedServers: string;
  acknowledgementSubject: string;
  acknowledgementText: string;
  password: string;
};

const lines = (text: string) =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function valuesOf({ name, teamId, settings }: EmailInbox): Values {
  const { receiving, sending, acknowledgement } = settings;
  return {
    ...valuesOfServers(receiving, sending),
    name,
    teamId: teamId ?? '',
    senderName: settings.senderName,
    senderStyle: settings.senderStyle,
    signature: settings.signature,
    quoteHistory: settings.quoteHistory ? 'yes' : 'no',
    plusAddressing: settings.plusAddressing ? 'yes' : 'no',
    aliases: settings.aliases.join('\n'),
    trustedServers: settings.trustedServers.join('\n'),
    acknowledgementSubject: acknowledgement?.subject ?? '',
    acknowledgementText: acknowledgement?.text ?? '',
    password: '',
  };
}

export function MailboxSettings({ inbox, mayChange }: { inbox: EmailInbox; mayChange: boolean }) {
  const [trial, setTrial] = useState<Trial>();
  const form = useSettingsForm(inbox, setTrial);
  return (
    <form onSubmit={form.submit} noValidate>
      <fieldset disabled={!mayChange} className={classes.fields}>
        <Looks form={form} />
        <Answering form={form} />
        <Servers form={form} folders={trial?.folders ?? []} />
      </fieldset>
      {trial && <TriedSteps trial={trial} />}
      {mayChange && <SaveRow form={form} />}
    </form>
  );
}

function Looks({ form }: { form: Form<Values> }) {
  const t = useText('mailboxes');
  const inboxes = useText('inboxes');
  const teams = useTeams();
  const data = [
    { value: '', label: inboxes('noTeam') },
    ...(teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <TextInput {...form.field('name')} label={t('name')} />
      <NativeSelect
        {...form.field('teamId')}
        label={inboxes('team')}
        description={inboxes('teamHint')}
        data={data}
      />
      <TextInput {...form.field('senderName')} label={t('senderName')} description={t('senderNameHint')} />
      <NativeSelect
        {...form.field('senderStyle')}
        label={t('senderStyle')}
        data={[
          { value: 'inbox', label: t('senderStyle.inbox') },
          { value: 'agent', label: t('senderStyle.agent') },
        ]}
      />
      <Textarea {...form.field('signature')} label={t('signature')} autosize minRows={3} maxRows={10} />
      <NativeSelect
        {...form.field('quoteHistory')}
        label={t('quoteHistory')}
        data={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </>
  );
}

function Answering({ form }: { form: Form<Values> }) {
  const t = useText('mailboxes');
  return (
    <fieldset className={classes.server}>
      <legend>{t('acknowledgement')}</legend>
      <TextInput {...form.field('acknowledgementSubject')} label={t('acknowledgementSubject')} />
      <Textarea
        {...form.field('acknowledgementText')}
        label={t('acknowledgementText')}
        description={t('acknowledgementHint')}
        autosize
        minRows={2}
      />
    </fieldset>
  );
}

function Servers({ form, folders }: { form: Form<Values>; folders: readonly string[] }) {
  const t = useText('mailboxes');
  const yesOrNo = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return (
    <>
      <Textarea
        {...form.field('aliases')}
        label={t('aliases')}
        description={t('aliasesHint')}
        autosize
        minRows={1}
      />
      <Textarea
        {...form.field('trustedServers')}
        label={t('trustedServers')}
        description={t('trustedServersHint')}
        autosize
        minRows={1}
      />
      <NativeSelect
        {...form.field('plusAddressing')}
        label={t('plusAddressing')}
        description={t('plusAddressingHint')}
        data={yesOrNo}
      />
      <ServerFields form={form} folders={folders} />
      <PasswordInput
        {...form.field('password')}
        label={t('newPassword')}
        description={t('newPasswordHint')}
        autoComplete="new-password"
      />
    </>
  );
}

function useSettingsForm(inbox: EmailInbox, show: (trial: Trial | undefined) => void): Form<Values> {
  const t = useText('mailboxes');
  const app = useText('app');
  const cache = useQueryClient();
  const form: Form<Values> = useForm<Values>({
    initial: valuesOf(inbox),
    check: (values) => ({
      name: values.name.trim() === '' ? app('field.required') : undefined,
      acknowledgementSubject:
        values.acknowledgementText.trim() !== '' && values.acknowledgementSubject.trim() === ''
          ? app('field.required')
          : undefined,
      password:
        values.password === '' && !keepsPassword(inbox.settings, serversOf(values))
          ? t('password.again')
          : undefined,
      ...wrongServers(values, { port: t('port.wrong'), user: app('field.required') }),
    }),
    async send(values) {
      const saved = await call(endpoints.updateInbox, {
        params: { id: inbox.id },
        body: bodyOf(inbox, values),
      });
      cache.setQueryData(inboxesQuery.queryKey, (inboxes: Inbox[] | undefined) =>
        inboxes?.map((other) => (other.id === saved.id ? saved : other)),
      );
      if (saved.channel === 'email') form.begin(valuesOf(saved));
      const isElsewhere = areServersChanged(inbox, values) || values.password !== '';
      if (isElsewhere) await tryAgain(inbox.id, values, show);
      else show(undefined);
    },
  });
  return form;
}

function areServersChanged(inbox: EmailInbox, values: Values): boolean {
  const before = valuesOf(inbox);
  return (Object.keys(valuesOfServers(null, null)) as (keyof ServerValues)[]).some(
    (name) => before[name] !== values[name],
  );
}

const serversOf = (values: Values) => [receivingOf(values, 'now'), sendingOf(values)];

/** What was saved is saved: how it goes is only shown. */
async function tryAgain(inboxId: string, values: Values, show: (trial: Trial) => void): Promise<void> {
  const [receiving, sending] = [receivingOf(values, 'now'), sendingOf(values)];
  if (!receiving && !sending) return;
  const password = values.password === '' ? {} : { password: values.password };
  await tryBoth({ inboxId, receiving, sending, ...password }, show);
}

function bodyOf({ settings }: EmailInbox, values: Values) {
  const { acknowledgementSubject: subject, acknowledgementText: text } = values;
  return {
    name: values.name.trim(),
    teamId: values.teamId === '' ? null : values.teamId,
    ...(values.password === '' ? {} : { password: values.password }),
    settings: {
      senderName: values.senderName.trim(),
      senderStyle: values.senderStyle === 'agent' ? ('agent' as const) : ('inbox' as const),
      signature: values.signature,
      quoteHistory: values.quoteHistory === 'yes',
      plusAddressing: values.plusAddressing === 'yes',
      aliases: lines(values.aliases),
      trustedServers: lines(values.trustedServers),
      acknowledgement: text.trim() === '' ? null : { subject: subject.trim(), text: text.trim() },
      receiving: receivingOf(values, settings.receiving?.startAt ?? 'now'),
      sending: sendingOf(values),
    },
  };
}
