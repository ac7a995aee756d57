/** Notes on a customer, outside of conversations: written, changed and pinned where they stand. */
import { ActionIcon, Button, Group, Textarea, Title } from '@mantine/core';
import { IconPencil, IconPin, IconPinFilled, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { noteLengthMax } from '../../../../contract/care-entries.ts';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import type { CustomerNote } from '../../../../contract/notes.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMay, useMe } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { useRetryKey } from '../../../lib/use-retry-key.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { LinkedText } from '../../../ui/linked-text.tsx';
import { Time } from '../../../ui/time.tsx';
import classes from './care.module.css';
import { notesQuery } from './queries.ts';
import { useCare } from './use-care.ts';

/** So many stand on the page before one asks for more. */
const shownMax = 4;

export function Notes({ customer }: { customer: Customer }) {
  const t = useText('care');
  const app = useText('app');
  const may = useMay();
  const { data: notes = [] } = useQuery(notesQuery(customer.id));
  const [isWriting, setWriting] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const keyFor = useRetryKey();
  const act = useCare('notes');
  const mayWrite = may('customers:write');
  if (notes.length === 0 && !mayWrite) return null;
  const write = async (text: string) => {
    const input = { params: { id: customer.id }, body: { text } };
    const isDone = await act(() => call(endpoints.writeNote, input, { idempotencyKey: keyFor(text) }));
    if (isDone) setWriting(false);
  };
  const shown = isWhole ? notes : notes.slice(0, shownMax);
  return (
    <section className={classes.section}>
      <Title order={3}>{t('notes')}</Title>
      {isWriting ? (
        <Editor label={t('note.new')} text="" save={write} cancel={() => setWriting(false)} />
      ) : (
        mayWrite && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} />}
            onClick={() => setWriting(true)}
          >
            {t('note.new')}
          </Button>
        )
      )}
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((note) => (
            <Note key={note.id} note={note} />
          ))}
        </ul>
      )}
      {notes.length > shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {app('more')}
        </Button>
      )}
    </section>
  );
}

function Note({ note }: { note: CustomerNote }) {
  const t = useText('care');
  const may = useMay();
  const { member: me } = useMe();
  const [isEditing, setEditing] = useState(false);
  const act = useCare('notes');
  const params = { id: note.id };
  // Shown at once, until the answer is there.
  const [wanted, setWanted] = useState<boolean>();
  const isPinned = wanted ?? note.pinned;
  const pin = async () => {
    setWanted(!isPinned);
    await change({ pinned: !isPinned });
    setWanted(undefined);
  };
  const change = (body: { text?: string; pinned?: boolean }) =>
    act(() => call(endpoints.changeNote, { params, body }));
  const save = async (text: string) => {
    if (text === note.text || (await change({ text }))) setEditing(false);
  };
  if (isEditing) {
    return (
      <li>
        <Editor label={t('note.change')} text={note.text} save={save} cancel={() => setEditing(false)} />
      </li>
    );
  }
  const mayDelete = note.writtenBy.id === me.id || may('notes:manage');
  return (
    <li className={classes.note} data-pinned={isPinned || undefined}>
      <div className={classes.text}>
        <LinkedText text={note.text} />
      </div>
      <div className={classes.foot}>
        <Author note={note} />
        {may('customers:write') && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t(isPinned ? 'note.unpin' : 'note.pin')}
              onClick={() => void pin()}
            >
              {isPinned ? <IconPinFilled size={16} /> : <IconPin size={16} />}
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('note.change')}
              onClick={() => setEditing(true)}
            >
              <IconPencil size={16} />
            </ActionIcon>
            {mayDelete && (
              <ConfirmButton
                label={t('delete')}
                title={t('note.deleteTitle')}
                confirm={t('delete')}
                act={() => act(() => call(endpoints.deleteNote, { params }))}
              >
                {t('note.deleteText')}
              </ConfirmButton>
            )}
          </Group>
        )}
      </div>
    </li>
  );
}

/** Who wrote it, or changed it last. */
function Author({ note }: { note: CustomerNote }) {
  const t = useText('care');
  const app = useText('app');
  const { member: me } = useMe();
  const memberName = useMemberName();
  const id = (note.changedBy ?? note.writtenBy).id;
  const name = id === me.id ? t('you') : (memberName(id) ?? app('unknownMember'));
  const when = <Time key="when" value={note.changedAt ?? note.writtenAt} />;
  return (
    <span className={classes.quiet}>
      {t.rich(note.changedBy ? 'note.changedBy' : 'note.by', { name: <bdi key="name">{name}</bdi>, when })}
    </span>
  );
}

function Editor(props: {
  label: string;
  text: string;
  save: (text: string) => Promise<void>;
  cancel: () => void;
}) {
  const app = useText('app');
  const [text, setText] = useState(props.text);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    if (text.trim() === '' || isBusy) return;
    setBusy(true);
    await props.save(text.trim());
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) props.cancel();
  };
  return (
    <div className={classes.editor}>
      <Textarea
        aria-label={props.label}
        value={text}
        maxLength={noteLengthMax}
        autosize
        minRows={2}
        maxRows={12}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group gap="xs">
        <Button size="compact-sm" loading={isBusy} disabled={text.trim() === ''} onClick={() => void save()}>
          {app('save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={props.cancel}>
          {app('cancel')}
        </Button>
      </Group>
    </div>
  );
}
