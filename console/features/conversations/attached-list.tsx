/** Files that are on their way into a message: how far each is, and what can be done about it. */
import { ActionIcon, Progress } from '@mantine/core';
import { IconFile, IconRefresh, IconX } from '@tabler/icons-react';
import { isolated } from '../../lib/bidi.ts';
import { bytesText } from '../../lib/bytes.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import type { Attached } from './attached.ts';
import { retryFile } from './attached-files.ts';
import classes from './attachments.module.css';

const bytesPerMb = 2 ** 20;

/** `remove` is absent where the message is on its way already. */
export function AttachedList({
  files,
  remove,
}: {
  files: readonly Attached[];
  remove?: (key: string) => void;
}) {
  const t = useText('attachments');
  if (files.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('attached')}>
      {files.map((file) => (
        <li key={file.key}>
          <Row file={file} remove={remove} />
        </li>
      ))}
    </ul>
  );
}

function Row({ file, remove }: { file: Attached; remove: ((key: string) => void) | undefined }) {
  const t = useText('attachments');
  const { key, state, preview } = file;
  const name = isolated(file.name);
  return (
    <div className={classes.file}>
      {preview === undefined ? (
        <IconFile size={20} aria-hidden />
      ) : (
        <img className={classes.preview} src={preview} alt="" />
      )}
      <span className={classes.names}>
        <bdi className={classes.name}>{file.name}</bdi>
        <About file={file} />
        {state.is === 'uploading' && (
          <Progress size="xs" value={state.share * 100} aria-label={t('uploading', { name })} />
        )}
      </span>
      {state.is === 'failed' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('retry', { name })}
          onClick={() => retryFile(key)}
        >
          <IconRefresh size={16} />
        </ActionIcon>
      )}
      {remove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(state.is === 'uploading' ? 'cancel' : 'remove', { name })}
          onClick={() => remove(key)}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

function About({ file: { state, bytes } }: { file: Attached }) {
  const t = useText('attachments');
  const locale = useLocale();
  const problemText = useProblemText();
  const isRefused = state.is === 'too-large' || (state.is === 'failed' && !state.isUnreached);
  const words = () => {
    switch (state.is) {
      case 'too-large':
        return t('tooLarge', { megabytes: Math.floor(state.bytesMax / bytesPerMb) });
      case 'failed':
        return state.isUnreached ? t('waits') : problemText(state.error);
      case 'uploading':
      case 'done':
        return bytesText(bytes, locale);
    }
  };
  return (
    <span
      className={classes.about}
      data-failed={isRefused || undefined}
      role={isRefused ? 'alert' : undefined}
    >
      {words()}
    </span>
  );
}
