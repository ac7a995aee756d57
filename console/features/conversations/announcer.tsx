/** Says new messages to screen readers; what was there when the conversation was opened is read by the reader. */
import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { useAuthorName } from './use-author-name.ts';

export function Announcer({
  messages,
  customer,
}: {
  messages: readonly Message[];
  customer: Conversation['customer'];
}) {
  const t = useText('conversations');
  const { member } = useMe();
  const authorName = useAuthorName(customer);
  const newest = messages.at(-1);
  const [first] = useState(newest?.id);
  const isNew =
    newest !== undefined &&
    newest.id !== first &&
    newest.author.id !== member.id &&
    !newest.changed?.deletedAt;
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {isNew && t('said', { name: isolated(authorName(newest)), text: newest.text })}
    </VisuallyHidden>
  );
}
