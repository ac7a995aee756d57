/** How long there is still, or that it is too late: in words as well as in colour. */
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { PrivacyRequest } from '../../../contract/privacy.ts';
import { useText } from '../../lib/i18n.tsx';
import { useNow } from '../../ui/now.ts';
import { Time } from '../../ui/time.tsx';

const soonMilliseconds = 5 * 86_400_000;

export function Deadline({ request }: { request: PrivacyRequest }) {
  const t = useText('privacy');
  const now = useNow();
  const due = new Date(request.dueAt).getTime();
  const left = due - now.getTime();
  const when = <Time key="due" value={request.dueAt} />;
  if (left < 0) {
    return (
      <Badge color="red" leftSection={<IconAlertTriangle size={12} />}>
        {t.rich('overdue', { when })}
      </Badge>
    );
  }
  return (
    <Badge
      color={left < soonMilliseconds ? 'amber' : 'gray'}
      variant={left < soonMilliseconds ? 'light' : 'default'}
      leftSection={<IconClock size={12} />}
    >
      {t.rich('due', { when })}
    </Badge>
  );
}
