/** The sheet of all keys that work right now. */
import { Kbd, Modal, Text, Title } from '@mantine/core';
import { useAllCommands } from '../lib/commands.ts';
import { useText } from '../lib/i18n.tsx';
import { isApple, shownKeys } from '../lib/keys.ts';
import { useMe } from '../lib/session.ts';
import classes from './key-sheet.module.css';
import { groupOrder } from './palette-match.ts';

export function KeySheet({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText('app');
  const { member } = useMe();
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  const present = groupOrder.filter((group) => commands.some((command) => command.group === group));
  return (
    <Modal opened={opened} onClose={close} title={t('shortcuts')} size="lg">
      {!member.singleKeys && (
        <Text size="sm" c="dimmed" mb="md">
          {t('shortcutsOff', { mod: isApple() ? '⌘' : 'Ctrl' })}
        </Text>
      )}
      <div className={classes.sheet}>
        {present.map((group) => (
          <section key={group}>
            <Title order={3} mb="xs">
              {t(`group.${group}`)}
            </Title>
            <dl className={classes.keys}>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      <Keys keys={command.keys ?? ''} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

/** Keys drawn as keys. */
export function Keys({ keys }: { keys: string }) {
  return shownKeys(keys, isApple()).map((key) => (
    <Kbd key={key} size="xs">
      {key}
    </Kbd>
  ));
}
