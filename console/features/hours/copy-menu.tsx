/** Copies the times of a day to others. */
import { Button, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';

const workdays = [0, 1, 2, 3, 4];

export function CopyMenu(props: { day: number; days: string[]; copy: (to: readonly number[]) => void }) {
  const t = useText('hours');
  const { day, days, copy } = props;
  const name = days[day] ?? '';
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconCopy size={14} />}
          aria-label={t('copyOf', { day: name })}
        >
          {t('copy')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(workdays)}>{t('copy.weekdays')}</Menu.Item>
        <Menu.Item onClick={() => copy([...days.keys()])}>{t('copy.all')}</Menu.Item>
        <Menu.Divider />
        {days.map((other, at) =>
          at === day ? null : (
            <Menu.Item key={other} onClick={() => copy([at])}>
              {t('copy.to', { day: other })}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
