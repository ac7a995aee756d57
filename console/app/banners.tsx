/** Failures that concern every screen, said once at the top. */
import { IconDatabaseOff, IconWifiOff } from '@tabler/icons-react';
import { useConnection } from '../lib/connection.ts';
import { useText } from '../lib/i18n.tsx';
import classes from './frame.module.css';

export function Banners() {
  const t = useText('app');
  const connection = useConnection();
  return (
    <div role="status" aria-live="polite">
      {connection !== 'fine' && (
        <div className={classes.banner}>
          {connection === 'offline' ? <IconWifiOff size={16} /> : <IconDatabaseOff size={16} />}
          {connection === 'offline' ? t('offline') : t('away')}
        </div>
      )}
    </div>
  );
}
