/** Opens a conversation at the message that was found. */
import type { useNavigate } from '@tanstack/react-router';
import type { FoundMessage } from '../../../contract/messages.ts';

export function openResult(
  navigate: ReturnType<typeof useNavigate>,
  { id, conversation }: FoundMessage,
): void {
  void navigate({
    to: '/conversations/{-$conversationId}',
    params: { conversationId: conversation.id },
    search: { message: id },
  });
}
