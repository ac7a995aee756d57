/** To whom a conversation goes by mail, what of it, and with which words above. */
import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, TagsInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { mailCommentMax, mailedToMax } from '../../../contract/mailings.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { randomId } from '../../lib/random-id.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './mailings.module.css';

/** So many of the newest messages can be chosen from. */
const choiceMax = 50;

export function MailDialog(props: {
  conversation: Conversation;
  /** The one that is chosen to begin with; without one, everything is. */
  message?: Message | undefined;
  close: () => void;
}) {
  const { conversation, message, close } = props;
  const t = useText('mailings');
  const app = useText('app');
  const mail = useMail(conversation, message, close);
  return (
    <Modal
      opened
      onClose={close}
      title={t('title')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void mail.send();
        }}
      >
        <Stack gap="sm">
          <TagsInput
            label={t('to')}
            description={t('toHint')}
            value={mail.to}
            onChange={mail.setTo}
            maxTags={mailedToMax}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
            searchValue={mail.typed}
            onSearchChange={mail.type}
            inputMode="email"
            error={mail.wrongTo}
            data-autofocus
          />
          <Textarea
            label={t('comment')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={mailCommentMax}
            value={mail.comment}
            onChange={(event) => mail.setComment(event.currentTarget.value)}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('what')}
            value={mail.what}
            onChange={mail.setWhat}
            data={[
              { value: 'all', label: t('all') },
              { value: 'chosen', label: t('chosen') },
            ]}
          />
          <Checkbox
            label={t('notes')}
            checked={mail.notes}
            onChange={(event) => mail.setNotes(event.currentTarget.checked)}
          />
          {mail.what === 'chosen' && <Choice id={conversation.id} mail={mail} first={message} />}
          <FormFailure text={mail.failure} />
          <Group justify="flex-end">
            <Button type="submit" loading={mail.isBusy} disabled={!mail.isReady}>
              {t('send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Mail = ReturnType<typeof useMail>;

function useMail(conversation: Conversation, message: Message | undefined, close: () => void) {
  const t = useText('mailings');
  const problemText = useProblemText();
  const [to, setTo] = useState<string[]>([]);
  const [typed, type] = useState('');
  const [comment, setComment] = useState('');
  const [what, setWhat] = useState<string>(message ? 'chosen' : 'all');
  const [notes, setNotes] = useState(message?.note ?? false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(message && [message.id]));
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  // The same mail again, after an answer that was lost, goes out once.
  const key = useRef(randomId());
  const wrong =
    refusal instanceof ApiError ? refusal.errors?.find(({ path }) => /^body\.to\b/.test(path)) : undefined;
  const send = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const messageIds = what === 'chosen' ? { messageIds: [...chosen] } : {};
      const body = { to, comment, notes, ...messageIds };
      const request = { params: { id: conversation.id }, body };
      await call(endpoints.mailConversation, request, { idempotencyKey: key.current });
      notice(t('sent'));
      close();
    } catch (error) {
      // What was refused may be changed, and is another request then.
      if (error instanceof ApiError) key.current = randomId();
      setRefusal(error);
      setBusy(false);
    }
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return {
    ...{
      to,
      setTo,
      typed,
      type,
      comment,
      setComment,
      what,
      setWhat,
      notes,
      setNotes,
      chosen,
      toggle,
      isBusy,
      send,
    },
    wrongTo: wrong && t('wrongTo'),
    failure: refusal === undefined || wrong ? undefined : problemText(refusal),
    isReady: (to.length > 0 || typed.trim() !== '') && (what === 'all' || chosen.size > 0),
  };
}

function Choice({ id, mail, first }: { id: string; mail: Mail; first: Message | undefined }) {
  const t = useText('mailings');
  const { data } = useQuery({
    queryKey: ['messages-to-mail', id],
    queryFn: ({ signal }) =>
      call(
        endpoints.listMessages,
        { params: { id }, query: { order: 'newest', limit: choiceMax } },
        { signal },
      ),
    staleTime: 0,
  });
  const newest = data?.data.toReversed() ?? [];
  // An older one that was chosen stands above the newest.
  const isOlder = first !== undefined && newest.every((message) => message.id !== first.id);
  const offered = [...(isOlder ? [first] : []), ...newest].filter(({ note }) => mail.notes || !note);
  return (
    <ul className={classes.messages} aria-label={t('chosen')}>
      {offered.map((message) => (
        <li key={message.id}>
          <Checkbox
            label={<Words message={message} />}
            checked={mail.chosen.has(message.id)}
            onChange={() => mail.toggle(message.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function Words({ message: { text, attachments = [], occurredAt } }: { message: Message }) {
  const names = attachments.map(({ name }) => name).join(', ');
  return (
    <span className={classes.words}>
      <bdi>{text === '' ? names : text}</bdi>
      <Time value={occurredAt} className={classes.at} />
    </span>
  );
}
