/** Choosing the other conversation: the one to become part of, or the one that it has to do with. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { conversationsQuery } from '../../customers/index.ts';
import { ConversationWords } from './conversation-words.tsx';
import { idInAddress } from './id-in-address.ts';
import classes from './regroup.module.css';
import { useRegrouping } from './use-regrouping.ts';

export function RegroupDialog(props: {
  what: 'merge' | 'link';
  conversation: Conversation;
  close: () => void;
}) {
  const { what, conversation, close } = props;
  const t = useText('regroup');
  const app = useText('app');
  const problemText = useProblemText();
  const { merge, link } = useRegrouping();
  const [failed, setFailed] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const act = async (otherId: string) => {
    setBusy(true);
    try {
      await (what === 'merge' ? merge(conversation.id, otherId) : link(conversation.id, otherId, true));
      close();
    } catch (caught) {
      setFailed(caught);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(`${what}.title`)}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`${what}.text`)}</Text>
        <Others conversation={conversation} what={what} isBusy={isBusy} choose={(id) => void act(id)} />
        {what === 'link' && <ByAddress isBusy={isBusy} choose={(id) => void act(id)} />}
        {failed !== undefined && (
          <Text role="alert" size="sm" c="var(--danger)">
            {problemText(failed)}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

type Choosing = { isBusy: boolean; choose: (id: string) => void };

/** The customer's other conversations; those of other inboxes can be linked only. */
function Others(props: Choosing & { conversation: Conversation; what: 'merge' | 'link' }) {
  const { conversation, what } = props;
  const t = useText('regroup');
  const { data } = useQuery({ ...conversationsQuery(conversation.customer.id), staleTime: 0 });
  const others = data?.filter(
    ({ id, inboxId }) => id !== conversation.id && (what === 'link' || inboxId === conversation.inboxId),
  );
  if (!others) return null;
  if (others.length === 0) {
    return <Text size="sm">{t('none')}</Text>;
  }
  return (
    <ul className={classes.list} aria-label={t('others')}>
      {others.map((one) => (
        <li key={one.id}>
          <Button
            variant="default"
            fullWidth
            justify="start"
            styles={{ label: { flex: 1 } }}
            disabled={props.isBusy}
            onClick={() => props.choose(one.id)}
          >
            <ConversationWords conversation={one} />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Anybody's conversation, by the address of its page. */
function ByAddress({ isBusy, choose }: Choosing) {
  const t = useText('regroup');
  const [text, setText] = useState('');
  const id = idInAddress(text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id) choose(id);
      }}
    >
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('address')}
          description={t('addressHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={text !== '' && !id && t('addressWrong')}
        />
        <Button type="submit" disabled={!id || isBusy}>
          {t('link.confirm')}
        </Button>
      </Group>
    </form>
  );
}
