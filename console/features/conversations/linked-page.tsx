/** Asks for the card below a message only where it has a web link, and the workspace wants one. */
import type { Message } from '../../../contract/conversations.ts';
import { useMe } from '../../lib/session.ts';
import { part } from '../../ui/part.tsx';

const LinkPreview = part(() => import('./link-preview.tsx').then((file) => file.LinkPreview));

export function LinkedPage({ message }: { message: Message }) {
  const { linkPreviews } = useMe().workspace;
  const isWanted = linkPreviews === 'all' || (linkPreviews === 'team' && message.author.kind !== 'customer');
  if (!isWanted || !/https?:\/\//i.test(message.text)) return null;
  return <LinkPreview messageId={message.id} revision={message.changed?.revision ?? 0} />;
}
