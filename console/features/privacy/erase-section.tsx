/** Erasing somebody: what goes and what stays, the name typed again, and how far it is. */
import { Alert, Button, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails, PrivacyErasing } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import classes from './privacy.module.css';
import { useKeep } from './queries.ts';

/** What is typed for somebody without a name; the server asks for the same. */
const erasureWord = 'ERASE';
const whatGoes = ['who', 'words', 'files', 'stays', 'held'] as const;
const stages = ['records', 'own', 'mentions', 'rest', 'check'];

export function EraseSection({ details }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const { request, erasure } = details;
  const [opened, dialog] = useDisclosure(false);
  return (
    <Section title={t('erase')} text={t('eraseText')}>
      <ul className={classes.plain}>
        {whatGoes.map((what) => (
          <li key={what}>{t(`eraseWhat.${what}`)}</li>
        ))}
      </ul>
      {erasure && <State erasure={erasure} />}
      {request.state === 'open' && erasure === null && (
        <Group>
          <Button color="red" onClick={dialog.open}>
            {t('eraseStart')}
          </Button>
        </Group>
      )}
      {opened && <EraseDialog details={details} close={dialog.close} />}
    </Section>
  );
}

function State({ erasure }: { erasure: PrivacyErasing }) {
  const t = useText('privacy');
  if (erasure.state === 'done') return <Text>{t('eraseDone')}</Text>;
  const at = stages.indexOf(erasure.stage);
  return (
    <>
      <Progress value={((at + 1) / (stages.length + 1)) * 100} size="lg" aria-label={t('erasing')} animated />
      <Text size="sm" c="dimmed">
        {t('eraseProgress', { looked: erasure.lookedAt, rewritten: erasure.rewritten })}
      </Text>
    </>
  );
}

function EraseDialog({ details: { request }, close }: { details: PrivacyDetails; close: () => void }) {
  const t = useText('privacy');
  const app = useText('app');
  const keep = useKeep(request.id);
  const asked = request.customer.name ?? erasureWord;
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) => ({ name: name.trim() === asked ? undefined : t('eraseWrong') }),
    async send({ name }) {
      await keep(await call(endpoints.startErasure, { params: { id: request.id }, body: { name } }));
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('eraseTitle')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Alert color="red" icon={<IconAlertTriangle size={18} />}>
            {t('eraseForGood')}
          </Alert>
          <TextInput
            {...form.field('name')}
            label={t.rich('eraseType', { name: <bdi key="name">{asked}</bdi> })}
            autoComplete="off"
            data-autofocus
          />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" color="red" loading={form.isBusy}>
              {t('eraseStart')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
