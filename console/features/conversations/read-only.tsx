/** What stands in the composer's place for members who may only read. */
import { IconEye } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import classes from './composer.module.css';

export function ReadOnly() {
  const t = useText('conversations');
  return (
    <p className={classes.readOnly}>
      <IconEye size={16} aria-hidden />
      {t('readOnly')}
    </p>
  );
}
