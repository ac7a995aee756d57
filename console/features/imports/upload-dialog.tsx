/** A file and what it holds. */
import { Button, FileInput, Modal, NativeSelect, Progress, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ImportKindName, uploadBytesMax } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { upload } from './queries.ts';
import { useReason } from './reason.ts';

/** What can be uploaded here. */
const kinds = [
  'customers',
  'companies',
  'orders',
  'refunds',
  'reviews',
  'messages',
  'events',
] as const satisfies readonly ImportKindName[];

const megabyte = 2 ** 20;

export function UploadDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText('imports');
  return (
    <Modal opened={opened} onClose={close} title={t('new')} centered>
      <UploadForm />
    </Modal>
  );
}

function UploadForm() {
  const t = useText('imports');
  const reasonOf = useReason();
  const navigate = useNavigate();
  const [kind, setKind] = useState<ImportKindName>('customers');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number>();
  const [failure, setFailure] = useState<string>();
  const send = async () => {
    if (!file) return;
    setFailure(undefined);
    setShare(0);
    try {
      const job = await upload(kind, file, setShare);
      await navigate({ to: '/settings/imports/{-$importId}', params: { importId: job.id } });
    } catch (error) {
      setFailure(reasonOf(error));
      setShare(undefined);
    }
  };
  return (
    <Stack>
      <NativeSelect
        label={t('kind')}
        value={kind}
        onChange={(change) => setKind(chosen(kinds, change.currentTarget.value))}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <FileInput
        label={t('file')}
        placeholder={t('choose')}
        description={t('limit', { megabytes: uploadBytesMax / megabyte })}
        accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson"
        value={file}
        onChange={setFile}
        clearable
      />
      {share !== undefined && (
        <>
          <Progress value={share * 100} aria-label={t('uploading')} />
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('uploading')}
          </Text>
        </>
      )}
      <FormFailure text={failure} />
      <Button disabled={!file} loading={share !== undefined} onClick={() => void send()}>
        {t('upload')}
      </Button>
    </Stack>
  );
}
