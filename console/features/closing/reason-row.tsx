/** A reason in the settings: its name, changing it, and taking it out of use. */
import { ActionIcon, Badge, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { Reason } from '../../../contract/conversation-entries.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './closing.module.css';
import { useClosing } from './use-closing.ts';

export function ReasonRow({ reason, edit }: { reason: Reason; edit: (() => void) | undefined }) {
  const t = useText('closing');
  const { archive } = useClosing();
  const { name, archived } = reason;
  return (
    <li className={classes.row} data-archived={archived || undefined}>
      <span className={classes.name}>
        <bdi>{name}</bdi>{' '}
        {archived && (
          <Badge variant="outline" color="gray" size="sm">
            {t('archived')}
          </Badge>
        )}
      </span>
      {edit && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={t('changeNamed', { name })} onClick={edit}>
            <IconPencil size={16} />
          </ActionIcon>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t(archived ? 'restoreNamed' : 'archiveNamed', { name })}
            onClick={() => void archive(reason)}
          >
            {t(archived ? 'restore' : 'archive')}
          </Button>
        </>
      )}
    </li>
  );
}
