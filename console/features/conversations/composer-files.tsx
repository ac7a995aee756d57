/** Files for the message that is being written: chosen, pasted, or dropped anywhere on the conversation. */
import { ActionIcon, FileButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { attachmentsMax, attachmentEndpoints as endpoints } from '../../../contract/attachments.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { type Attached, areSendable } from './attached.ts';
import { attachTo, detach, filesOf, filesOfDraft, listenToFiles } from './attached-files.ts';

export type ComposerFiles = {
  files: readonly Attached[];
  areSendable: boolean;
  /** More than a message carries were given. */
  isTooMany: boolean;
  add: (files: readonly File[]) => void;
  remove: (key: string) => void;
};

/** The files of a draft, which stay with it while this tab is open. */
export function useComposerFiles(draft: string, conversationId: string): ComposerFiles {
  const files = useSyncExternalStore(listenToFiles, () => filesOfDraft(draft));
  const [isTooMany, setTooMany] = useState(false);
  const { data: limits } = useQuery({
    queryKey: ['upload limits'],
    queryFn: () => call(endpoints.readUploadLimits),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    files,
    areSendable: areSendable(files),
    isTooMany,
    add: (given) => {
      const room = attachmentsMax - files.length;
      setTooMany(given.length > room);
      // Not known yet: then the server says so.
      attachTo(draft, conversationId, given.slice(0, room), limits?.bytesMax ?? Number.POSITIVE_INFINITY);
    },
    remove: (key) => {
      setTooMany(false);
      detach(draft, key);
    },
  };
}

/** Files by their keys, as they go on. */
export function useFiles(keys: readonly string[]): readonly Attached[] {
  const joined = keys.join(' ');
  const [held, setHeld] = useState<{ joined: string; files: readonly Attached[] }>(() => ({
    joined,
    files: filesOf(keys),
  }));
  const look = useEffectEvent(() => setHeld({ joined, files: filesOf(keys) }));
  useEffect(() => listenToFiles(() => look()), []);
  return held.joined === joined ? held.files : filesOf(keys);
}

export function AttachButton({ add }: Pick<ComposerFiles, 'add'>) {
  const t = useText('attachments');
  const reset = useRef<() => void>(null);
  const take = (files: File[]) => {
    add(files);
    // The same file again is a choice too.
    reset.current?.();
  };
  return (
    <FileButton multiple resetRef={reset} onChange={take}>
      {(props) => (
        <ActionIcon {...props} variant="subtle" color="gray" aria-label={t('attach')} title={t('attach')}>
          <IconPaperclip size={18} />
        </ActionIcon>
      )}
    </FileButton>
  );
}

/** Takes files that are dropped on the pane around the composer; dropped beside it they open nothing. */
export function useDrop(
  composer: RefObject<HTMLFormElement | null>,
  add: (files: readonly File[]) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(add);
  useEffect(() => {
    const pane = composer.current?.closest('section');
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(event.target instanceof Node && pane?.contains(event.target) === true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (event.target instanceof Node && pane?.contains(event.target))
        take([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [composer]);
  return isOver;
}
