/** One checklist: its items to tick, and a menu for the rest. */
import { ActionIcon, Button, Checkbox, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import {
  type Checklist,
  checklistItemLengthMax,
  checklistItemsMax,
  checklistNameLengthMax,
} from '../../../contract/checklists.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { fullTime, relativeTime } from '../../lib/time.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import classes from './checklists.module.css';
import { LineInput } from './line-input.tsx';
import type { ChecklistActs } from './use-checklist-acts.ts';

type Props = { checklist: Checklist; acts: ChecklistActs; mayWrite: boolean };

export function ChecklistCard({ checklist, acts, mayWrite }: Props) {
  const t = useText('checklists');
  const [written, setWritten] = useState<'name' | 'item'>();
  const close = () => setWritten(undefined);
  const { name, items } = checklist;
  return (
    <div className={classes.card} data-checklist={checklist.id}>
      <div className={classes.head}>
        {written === 'name' ? (
          <LineInput
            label={t('name')}
            initial={name}
            lengthMax={checklistNameLengthMax}
            save={(next) => acts.rename(checklist, next)}
            close={close}
          />
        ) : (
          <h4 className={classes.name}>
            <bdi>{name}</bdi>
          </h4>
        )}
        {mayWrite && (
          <Dots label={t('more', { name })}>
            <Menu.Item onClick={() => setWritten('name')}>{t('rename')}</Menu.Item>
            <Menu.Item color="red" onClick={() => void acts.remove(checklist)}>
              {t('remove')}
            </Menu.Item>
          </Dots>
        )}
      </div>
      <ul className={classes.list}>
        {items.map((item, at) => (
          <Item key={item.id} checklist={checklist} at={at} acts={acts} mayWrite={mayWrite} />
        ))}
      </ul>
      {written === 'item' && (
        <LineInput
          label={t('newItem')}
          lengthMax={checklistItemLengthMax}
          save={(text) => acts.addItem(checklist, text)}
          close={close}
          goesOn
        />
      )}
      {mayWrite && written !== 'item' && items.length < checklistItemsMax && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          aria-label={t('addItemTo', { name })}
          onClick={() => setWritten('item')}
        >
          {t('addItem')}
        </Button>
      )}
    </div>
  );
}

function Item({ checklist, at, acts, mayWrite }: Props & { at: number }) {
  const t = useText('checklists');
  const [isWriting, setWriting] = useState(false);
  const item = checklist.items[at];
  const done = useDone(item);
  if (!item) return null;
  const { text, doneAt } = item;
  return (
    <li className={classes.item} data-done={doneAt !== null || undefined}>
      {isWriting ? (
        <LineInput
          label={t('item')}
          initial={text}
          lengthMax={checklistItemLengthMax}
          save={(next) => acts.changeItem(checklist, item, next)}
          close={() => setWriting(false)}
        />
      ) : (
        <Checkbox
          size="xs"
          className={classes.tick ?? ''}
          checked={doneAt !== null}
          disabled={!mayWrite}
          label={<bdi className={classes.text}>{text}</bdi>}
          description={done}
          onChange={(event) => void acts.tick(checklist, item, event.currentTarget.checked)}
        />
      )}
      {mayWrite && !isWriting && (
        <Dots label={t('moreItem', { text })}>
          <Menu.Item onClick={() => setWriting(true)}>{t('change')}</Menu.Item>
          <Menu.Item disabled={at === 0} onClick={() => void acts.move(checklist, at, -1)}>
            {t('up')}
          </Menu.Item>
          <Menu.Item
            disabled={at === checklist.items.length - 1}
            onClick={() => void acts.move(checklist, at, 1)}
          >
            {t('down')}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => void acts.removeItem(checklist, item)}>
            {t('removeItem')}
          </Menu.Item>
        </Dots>
      )}
    </li>
  );
}

/** Who ticked it, and when; the whole date on hover. */
function useDone(item: Checklist['items'][number] | undefined): ReactNode {
  const t = useText('checklists');
  const app = useText('app');
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow();
  const memberName = useMemberName();
  if (!item || item.doneAt === null) return undefined;
  const name = memberName(item.doneBy?.id ?? null) ?? app('unknownMember');
  const at = new Date(item.doneAt);
  return (
    <span title={fullTime(at, locale, zone)}>{t('done', { name, when: relativeTime(at, now, locale) })}</span>
  );
}

function Dots({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
