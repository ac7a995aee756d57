/** How urgent a conversation is, as an icon; a word stands beside it or is read out. */
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconMinus } from '@tabler/icons-react';
import type { Priority } from '../../../contract/conversation-entries.ts';

const icons = { low: IconArrowDown, normal: IconMinus, high: IconArrowUp, urgent: IconAlertTriangle };

export function PriorityIcon({ priority, label }: { priority: Priority; label?: string }) {
  const Icon = icons[priority];
  return (
    <Icon
      size={16}
      style={{ flex: 'none' }}
      color={priority === 'urgent' ? 'var(--danger)' : undefined}
      {...(label === undefined ? { 'aria-hidden': true } : { 'aria-label': label, role: 'img' })}
    />
  );
}
