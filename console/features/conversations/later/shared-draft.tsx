/** A reply that the team writes together, until somebody sends it. */
import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { Conversation } from '../../../../contract/conversations.ts';
import type { ScheduledMessage } from '../../../../contract/scheduled.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMay, useMe } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { Time } from '../../../ui/time.tsx';
import { Attachments } from '../attachments.tsx';
import { WordsEditor } from '../changing/words-editor.tsx';
import { Words } from '../message-words.tsx';
import classes from './later.module.css';
import { TimeDialog } from './time-dialog.tsx';
import type { ScheduledActs } from './use-scheduled-acts.ts';

type Props = { message: ScheduledMessage; customer: Conversation['customer']; acts: ScheduledActs };

export function SharedDraft({ message, customer, acts }: Props) {
  const { text, rich, attachments } = message;
  const mayWrite = useMay()('conversations:write');
  const [editing, setEditing] = useState<number>();
  return (
    <>
      <Whose message={message} />
      {(editing === undefined || editing !== message.revision) && text !== '' && (
        <Words text={text} rich={rich} mentions={undefined} />
      )}
      {editing !== undefined && (
        <Editor message={message} begun={editing} acts={acts} end={() => setEditing(undefined)} />
      )}
      {attachments && <Attachments files={attachments} />}
      {mayWrite && editing === undefined && (
        <Ways message={message} customer={customer} acts={acts} edit={() => setEditing(message.revision)} />
      )}
    </>
  );
}

function Whose({ message: { memberId, changedBy, scheduledAt } }: { message: ScheduledMessage }) {
  const t = useText('later');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  const nameOf = (id: string) => isolated(memberName(id) ?? app('unknownMember'));
  return (
    <p className={classes.when}>
      <IconUsers size={14} aria-hidden />
      <strong>{memberId === member.id ? t('draftYours') : t('draftOf', { name: nameOf(memberId) })}</strong>
      <Time value={scheduledAt} as="relative" />
      {changedBy !== null && (
        <span>
          · {changedBy === member.id ? t('changedByYou') : t('changedBy', { name: nameOf(changedBy) })}
        </span>
      )}
    </p>
  );
}

/** What somebody else makes of it meanwhile stands above the field; saving again takes one's own. */
function Editor(props: { message: ScheduledMessage; begun: number; acts: ScheduledActs; end: () => void }) {
  const { message, begun, acts, end } = props;
  const t = useText('later');
  const isOlder = message.revision !== begun;
  return (
    <WordsEditor
      before={message}
      mayBeEmpty={message.attachments !== undefined}
      label={t('draftLabel')}
      save={(said) => acts.write(said, message.revision)}
      end={end}
    >
      {isOlder && (
        <p className={classes.why} role="alert">
          {t('draftChanged')}
        </p>
      )}
    </WordsEditor>
  );
}

function Ways({ message, customer, acts, edit }: Props & { edit: () => void }) {
  const t = useText('later');
  const [isTiming, setTiming] = useState(false);
  const way = { size: 'compact-xs', variant: 'subtle', disabled: acts.isBusy } as const;
  return (
    <div className={classes.ways}>
      <Button {...way} onClick={acts.sendNow}>
        {t('now')}
      </Button>
      <Button {...way} onClick={edit}>
        {t('edit')}
      </Button>
      <Button {...way} onClick={() => setTiming(true)}>
        {t('menu')}
      </Button>
      <Button {...way} color="gray" onClick={acts.cancel}>
        {t('discard')}
      </Button>
      {isTiming && (
        <TimeDialog
          conversation={{ id: message.conversationId, customer }}
          title={t('dialog')}
          label={t('schedule')}
          choose={(said) => {
            setTiming(false);
            acts.move(said);
          }}
          close={() => setTiming(false)}
        />
      )}
    </div>
  );
}
