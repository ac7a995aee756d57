/** What is imported, by whom and when. */
import type { ImportJob } from '../../../contract/imports.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { Time } from '../../ui/time.tsx';

export function By({ job }: { job: ImportJob }) {
  const t = useText('imports');
  const app = useText('app');
  const memberName = useMemberName();
  const when = <Time key="when" value={job.createdAt} />;
  const kind = t(`kind.${job.kind}`);
  if (job.origin === 'command') return t.rich('byCommand', { kind, when });
  const who = (job.memberId && memberName(job.memberId)) ?? app('unknownMember');
  return t.rich('by', { kind, who, when });
}
