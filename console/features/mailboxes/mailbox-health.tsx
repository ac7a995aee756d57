/** How a mailbox does: what lies there, what came, what did not become a message and why, and what is missing. */
import { Alert, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { EmailInbox } from '../../../contract/inboxes.ts';
import type { MailHealth, MailRecord } from '../../../contract/mail.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure, notice } from '../../ui/notices.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './mailboxes.module.css';

const lookMs = 10_000;

export function healthQuery(inboxId: string) {
  return queryOptions({
    queryKey: ['mail-health', inboxId],
    queryFn: ({ signal }) => call(endpoints.readMailHealth, { params: { id: inboxId } }, { signal }),
    refetchInterval: lookMs,
  });
}

export function MailboxHealth({ inbox }: { inbox: EmailInbox }) {
  const t = useText('mailboxes');
  const mayManage = useMay()('inboxes:manage');
  const { data: health } = useQuery(healthQuery(inbox.id));
  if (!health) return null;
  const leftText = (note: string, count: number) => {
    const key = `left.${note}`;
    return t.has(key) ? t(key, { count }) : `${note}: ${count}`;
  };
  return (
    <div className={classes.fields}>
      <Trouble health={health} />
      <Numbers health={health} />
      {inbox.settings.receiving && (
        <Text size="sm" c="dimmed">
          {health.wellAt === null ? (
            t('health.never')
          ) : (
            <>
              {t('health.wellAt')} <Time value={health.wellAt} as="relative" />
            </>
          )}
        </Text>
      )}
      {health.left.length > 0 && (
        <Text size="sm">
          {health.left.map(({ note, count }) => (
            <span key={note}>{leftText(note, count)} </span>
          ))}
        </Text>
      )}
      {mayManage && inbox.settings.receiving && <Fill inboxId={inbox.id} health={health} />}
      <Mails inboxId={inbox.id} mayManage={mayManage} />
    </div>
  );
}

function Trouble({ health: { trouble, reason, isSilent, lastMailAt, gap } }: { health: MailHealth }) {
  const t = useText('mailboxes');
  return (
    <>
      {trouble && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t(`trouble.${trouble}`)}>
          {reason}
        </Alert>
      )}
      {gap > 0 && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t('health.gapFound', { count: gap })} />
      )}
      {isSilent && lastMailAt && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={t('health.silent')}>
          {t('health.lastMail')} <Time value={lastMailAt} as="relative" />
        </Alert>
      )}
    </>
  );
}

function Numbers({ health }: { health: MailHealth }) {
  const t = useText('mailboxes');
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const shown = [
    ['onServer', health.onServer, false],
    ['recorded', health.recorded, false],
    ['waiting', health.waiting, false],
    ['rejected', health.rejected, false],
    ['quarantined', health.quarantined, health.quarantined > 0],
    ['gap', health.gap, health.gap > 0],
  ] as const;
  return (
    <dl className={classes.health}>
      {shown.map(([name, value, isBad]) => (
        <div key={name} data-bad={isBad || undefined}>
          <dt>{t(`health.${name}`)}</dt>
          <dd>{value === null ? '–' : number.format(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Looks through some days once more. */
function Fill({ inboxId, health }: { inboxId: string; health: MailHealth }) {
  const t = useText('mailboxes');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const [range, setRange] = useState({ after: '', before: '' });
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      call(endpoints.fillMailRange, {
        params: { id: inboxId },
        body: { after: `${range.after}T00:00:00Z`, before: `${range.before}T23:59:59Z` },
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: healthQuery(inboxId).queryKey }),
    onError: (error) => failure(problemText(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (range.after && range.before) mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="end">
        <TextInput
          type="date"
          label={t('fill.after')}
          value={range.after}
          onChange={(event) => setRange({ ...range, after: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('fill.before')}
          value={range.before}
          onChange={(event) => setRange({ ...range, before: event.currentTarget.value })}
        />
        <Button
          type="submit"
          variant="default"
          loading={isPending || health.isFilling}
          disabled={!range.after || !range.before}
        >
          {t('fill')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {health.isFilling
          ? t('fill.running')
          : health.filled !== null && t('fill.done', { count: health.filled })}
      </Text>
    </form>
  );
}

/** The newest mails, and what became of each. */
function Mails({ inboxId, mayManage }: { inboxId: string; mayManage: boolean }) {
  const t = useText('mailboxes');
  const [state, setState] = useState('');
  const query = { limit: 20, ...(state === '' ? {} : { state: state as MailRecord['state'] }) };
  const { data } = useQuery({
    queryKey: ['mails', inboxId, state],
    queryFn: ({ signal }) => call(endpoints.listMails, { params: { id: inboxId }, query }, { signal }),
    refetchInterval: lookMs,
  });
  const states = ['', 'waiting', 'recorded', 'rejected', 'quarantined'] as const;
  return (
    <>
      <NativeSelect
        label={t('mails')}
        value={state}
        onChange={(event) => setState(event.currentTarget.value)}
        data={states.map((value) => ({ value, label: value === '' ? t('mails.all') : t(`health.${value}`) }))}
      />
      {data?.data.length === 0 && <Text c="dimmed">{t('mails.none')}</Text>}
      <ul className={classes.mails}>
        {data?.data.map((mail) => (
          <MailRow key={mail.id} mail={mail} inboxId={inboxId} mayManage={mayManage} />
        ))}
      </ul>
    </>
  );
}

function MailRow({ mail, inboxId, mayManage }: { mail: MailRecord; inboxId: string; mayManage: boolean }) {
  const t = useText('mailboxes');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(endpoints.readMailAgain, { params: { id: mail.id } }),
    async onSuccess() {
      notice(t('again.done'));
      await cache.invalidateQueries({ queryKey: ['mails', inboxId] });
    },
    onError: (error) => failure(problemText(error)),
  });
  const mayRead = mayManage && (mail.state === 'rejected' || mail.state === 'quarantined');
  return (
    <li className={classes.mail}>
      <div>
        {mail.conversationId ? (
          <Link
            to="/conversations/{-$conversationId}"
            params={{ conversationId: mail.conversationId }}
            className={classes.link}
          >
            <bdi>{mail.subject || t('mails.noSubject')}</bdi>
          </Link>
        ) : (
          <bdi>{mail.subject || t('mails.noSubject')}</bdi>
        )}
        <div className={classes.said}>
          <bdi>{mail.from}</bdi> · <Time value={mail.arrivedAt} as="relative" />
          {mail.reason && ` · ${mail.reason}`}
        </div>
      </div>
      <Group gap="xs">
        <Text size="sm">{mail.outcome ? t(`outcome.${mail.outcome}`) : t(`health.${mail.state}`)}</Text>
        {mayRead && (
          <Button size="compact-xs" variant="default" loading={isPending} onClick={() => mutate()}>
            {t('again')}
          </Button>
        )}
      </Group>
    </li>
  );
}
