/** Invitations that wait: the link to hand over, and taking one back. */
import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './members.module.css';
import { invitationsQuery } from './queries.ts';

export function Invitations() {
  const { data } = useQuery(invitationsQuery);
  if (!data || data.length === 0) return null;
  return (
    <ul className={classes.invitations}>
      {data.map((invitation) => (
        <OpenInvitation key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}

function OpenInvitation({ invitation }: { invitation: Invitation }) {
  const t = useText('members');
  const app = useText('app');
  const cache = useQueryClient();
  const { id, email, role, link, expiresAt } = invitation;
  const revoke = async () => {
    await call(endpoints.revokeInvitation, { params: { id } });
    await cache.invalidateQueries({ queryKey: invitationsQuery.queryKey });
  };
  return (
    <li>
      <header>
        <div>
          <Text fw={500}>{email}</Text>
          <Text size="xs" c="dimmed">
            {app(`role.${role}`)} ·{' '}
            {t.rich('invitation.expires', { when: <Time key="when" value={expiresAt} /> })}
          </Text>
        </div>
        <ConfirmButton
          label={t('invitation.revoke')}
          aria-label={t('invitation.revokeNamed', { email })}
          title={t('invitation.revokeTitle', { email })}
          confirm={t('invitation.revoke')}
          act={revoke}
        >
          {t('invitation.revokeText')}
        </ConfirmButton>
      </header>
      {link !== null && (
        <CopyField label={t('invitation.link')} value={link} description={t('invitation.linkHint')} />
      )}
    </li>
  );
}
