/** Below a conversation's header: what became part of it, which can be taken back, and what it is linked with. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowMerge, IconLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Conversation } from '../../../../contract/conversations.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useMay } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { failure } from '../../../ui/notices.tsx';
import { useCustomerName } from '../../customers/index.ts';
import { ConversationWords } from './conversation-words.tsx';
import { relatedQuery, useLiveRelated } from './queries.ts';
import classes from './regroup.module.css';
import { useRegrouping } from './use-regrouping.ts';

export function RelatedBar({ conversation: { id, customer } }: { conversation: Conversation }) {
  const t = useText('regroup');
  const memberName = useMemberName();
  const app = useText('app');
  const mayWrite = useMay()('conversations:write');
  const { unmerge } = useRegrouping();
  useLiveRelated(id);
  const { data } = useQuery(relatedQuery(id));
  if (!data || data.merged.length + data.linked.length === 0) return null;
  return (
    <ul className={classes.bar} aria-label={t('related')}>
      {data.merged.map(({ conversation, mergedBy }) => (
        <li key={conversation.id} className={classes.row}>
          <IconArrowMerge size={16} aria-hidden />
          <span className={classes.quiet}>
            {t('mergedBy', { name: isolated(memberName(mergedBy) ?? app('unknownMember')) })}
          </span>
          <ConversationWords conversation={conversation} />
          {mayWrite && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => unmerge(conversation.id)}
              aria-label={t('unmergeThis', { text: wordsOf(conversation) })}
            >
              {t('unmerge')}
            </Button>
          )}
        </li>
      ))}
      {data.linked.map((linked) => (
        <Linked key={linked.id} id={id} linked={linked} isOther={linked.customer.id !== customer.id} />
      ))}
    </ul>
  );
}

function Linked({ id, linked, isOther }: { id: string; linked: Conversation; isOther: boolean }) {
  const t = useText('regroup');
  const customerName = useCustomerName();
  const problemText = useProblemText();
  const mayWrite = useMay()('conversations:write');
  const { link } = useRegrouping();
  return (
    <li className={classes.row}>
      <IconLink size={16} aria-label={t('linked')} />
      <Link
        className={classes.link}
        to="/conversations/{-$conversationId}"
        params={{ conversationId: linked.id }}
      >
        {isOther && <bdi className={classes.quiet}>{customerName(linked.customer)}&nbsp;</bdi>}
        <ConversationWords conversation={linked} />
      </Link>
      {mayWrite && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('unlinkThis', { text: wordsOf(linked) })}
          onClick={() => void link(id, linked.id, false).catch((error) => failure(problemText(error)))}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  );
}

const wordsOf = ({ subject, lastMessage }: Conversation) => isolated(subject ?? lastMessage?.text ?? '…');
