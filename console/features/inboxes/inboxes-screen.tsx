/** The inboxes of the workspace: one is shown whole, several are chosen from. */
import { Button, Group, Menu, SegmentedControl } from '@mantine/core';
import { IconMail, IconMessageCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { inboxesQuery } from '../../lib/team.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { failure } from '../../ui/notices.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { ConnectMailbox, MailboxHealth, MailboxSettings } from '../mailboxes/index.ts';
import { Identity } from './identity.tsx';
import { InboxForm } from './inbox-form.tsx';
import { Install } from './install.tsx';
import { IntroductionForm } from './introduction-form.tsx';

export function InboxesScreen() {
  const t = useText('inboxes');
  const mailboxes = useText('mailboxes');
  const mayManage = useMay()('inboxes:manage');
  const { data: inboxes, error, refetch } = useQuery(inboxesQuery);
  const [chosen, setChosen] = useState<string>();
  const inbox = inboxes?.find(({ id }) => id === chosen) ?? inboxes?.[0];
  const add = mayManage && <AddButton added={setChosen} />;
  if (error && !inboxes) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!inboxes) return <PageSkeleton />;
  return (
    <SettingsPage title={t('title')} text={t('text')} action={inbox && add} wide>
      {!inbox && (
        <EmptyState icon={IconMessageCircle} title={t('empty.title')} text={t('empty.text')} action={add} />
      )}
      {inbox && inboxes.length > 1 && (
        <Group>
          <SegmentedControl
            aria-label={t('choose')}
            value={inbox.id}
            onChange={setChosen}
            data={inboxes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Group>
      )}
      {inbox?.channel === 'email' && (
        <>
          <Section title={mailboxes('health.title')} text={mailboxes('health.text')}>
            <MailboxHealth key={inbox.id} inbox={inbox} />
          </Section>
          <Section title={mailboxes('settings.title')} text={mailboxes('settings.text')}>
            <MailboxSettings key={inbox.id} inbox={inbox} mayChange={mayManage} />
          </Section>
        </>
      )}
      {inbox?.channel === 'webchat' && (
        <>
          <Section title={t('install.title')} text={t('install.text')}>
            <Install inboxId={inbox.id} />
          </Section>
          <Section title={t('look.title')} text={t('look.text')}>
            <InboxForm key={inbox.id} inbox={inbox} mayChange={mayManage} />
          </Section>
          <Section title={t('introduction.title')} text={t('introduction.text')}>
            <IntroductionForm key={inbox.id} inbox={inbox} mayChange={mayManage} />
          </Section>
          {mayManage && (
            <Section title={t('identity.title')} text={t('identity.text')}>
              <Identity key={inbox.id} inboxId={inbox.id} />
            </Section>
          )}
        </>
      )}
    </SettingsPage>
  );
}

function AddButton({ added }: { added: (id: string) => void }) {
  const t = useText('inboxes');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(endpoints.createInbox, { body: { name: t('newName'), channel: 'webchat' } }),
    async onSuccess({ id }) {
      await cache.invalidateQueries({ queryKey: inboxesQuery.queryKey });
      added(id);
    },
    onError: (error) => failure(problemText(error)),
  });
  const [isConnecting, setConnecting] = useState(false);
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" loading={isPending}>
            {t('add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMessageCircle size={16} />} onClick={() => mutate()}>
            {t('add.chat')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMail size={16} />} onClick={() => setConnecting(true)}>
            {t('add.mailbox')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isConnecting && (
        <ConnectMailbox
          close={() => setConnecting(false)}
          connected={(id) => {
            setConnecting(false);
            added(id);
          }}
        />
      )}
    </>
  );
}
