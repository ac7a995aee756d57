/** What a message said before, the newest first. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Message } from '../../../../contract/conversations.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMe } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageSkeleton } from '../../../ui/skeletons.tsx';
import { Time } from '../../../ui/time.tsx';
import { Words } from '../message-words.tsx';
import classes from './changing.module.css';

export function VersionsDialog({ message, close }: { message: Message; close: () => void }) {
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  const { data, error, refetch } = useQuery({
    queryKey: ['message-versions', message.id, message.changed?.revision],
    queryFn: () => call(endpoints.listMessageVersions, { params: { id: message.id } }),
  });
  const nameOf = (id: string | null) =>
    id === member.id ? t('you') : (memberName(id) ?? app('unknownMember'));
  return (
    <Modal
      opened
      onClose={close}
      title={t('versions')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : (
        <ol className={classes.versions}>
          {data.data.toReversed().map(({ text, rich, mentions, at, by }, index) => (
            <li key={at}>
              <p className={classes.who}>
                <bdi>{nameOf(by.id)}</bdi> · <Time value={at} />
                {index === 0 && ` · ${t('versionNow')}`}
              </p>
              <Words text={text} rich={rich} mentions={mentions} />
            </li>
          ))}
        </ol>
      )}
    </Modal>
  );
}
