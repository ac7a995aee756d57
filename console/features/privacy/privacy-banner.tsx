/** Above a customer: that nothing of them is processed, that they were erased, or that they asked for something. */
import { Alert } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { Time } from '../../ui/time.tsx';
import classes from './privacy.module.css';
import { customerPrivacyQuery } from './queries.ts';

export function PrivacyBanner({ customerId }: { customerId: string }) {
  const t = useText('privacy');
  const may = useMay();
  const { data } = useQuery(customerPrivacyQuery(customerId));
  if (!data || (data.erasedAt === null && data.restrictedAt === null && data.openRequests.length === 0))
    return null;
  const icon = <IconShieldLock size={18} />;
  if (data.erasedAt !== null) {
    return (
      <div className={classes.banners}>
        <Alert color="gray" icon={icon}>
          {t.rich('banner.erased', { when: <Time key="at" value={data.erasedAt} /> })}
        </Alert>
      </div>
    );
  }
  return (
    <div className={classes.banners}>
      {data.restrictedAt !== null && (
        <Alert color="amber" icon={icon}>
          {t.rich('banner.restricted', {
            when: <Time key="at" value={data.restrictedAt} />,
            count: data.heldCount,
          })}
        </Alert>
      )}
      {data.openRequests.map(({ id, kind, dueAt }) => (
        <Alert key={id} color="gray" icon={icon}>
          {t.rich('banner.open', { what: t(`kindLong.${kind}`), when: <Time key="due" value={dueAt} /> })}{' '}
          {may('privacy:manage') && (
            <Link to="/settings/privacy/{-$requestId}" params={{ requestId: id }} className={classes.link}>
              {t('banner.look')}
            </Link>
          )}
        </Alert>
      ))}
    </div>
  );
}
