/** A group of conditions as sentences with choices in them; groups stand in groups. */
import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Condition, Group } from '../../../contract/conditions.ts';
import { conditionDepthMax } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import { groupModes, inMode, leafTypes, modeOf, newLeaf } from './draft.ts';
import { LeafEditor } from './leaf-editor.tsx';
import classes from './segments.module.css';

/** `self`: the segment whose condition it is, which can't name itself. */
export function ConditionEditor(props: {
  group: Group;
  change?: (group: Group) => void;
  readOnly?: boolean;
  self?: string | undefined;
  depth?: number;
}) {
  const { group, readOnly, self, depth = 1 } = props;
  const t = useText('segments');
  const change = props.change ?? (() => {});
  const replace = (at: number, part: Condition | undefined) =>
    change({ ...group, of: part ? group.of.with(at, part) : group.of.toSpliced(at, 1) });
  return (
    <fieldset
      className={classes.group}
      disabled={readOnly}
      data-still={readOnly || undefined}
      data-depth={depth}
    >
      <legend>
        <NativeSelect
          size="xs"
          aria-label={t('mode')}
          disabled={readOnly === true}
          value={modeOf(group)}
          onChange={(event) => change(inMode(group, chosen(groupModes, event.currentTarget.value)))}
          data={groupModes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
        />
      </legend>
      {group.of.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name; their place is who they are.
        <div key={at} className={classes.part}>
          <div className={classes.body}>
            {'of' in part ? (
              <ConditionEditor
                group={part}
                change={(next) => replace(at, next)}
                readOnly={readOnly ?? false}
                self={self}
                depth={depth + 1}
              />
            ) : (
              <LeafEditor leaf={part} change={(next) => replace(at, next)} self={self} />
            )}
          </div>
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('remove', { number: at + 1 })}
              onClick={() => replace(at, undefined)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <Adding
          add={(part) => change({ ...group, of: [...group.of, part] })}
          // A group needs room for what stands in it.
          mayGroup={depth < conditionDepthMax - 1}
        />
      )}
    </fieldset>
  );
}

function Adding({ add, mayGroup }: { add: (part: Condition) => void; mayGroup: boolean }) {
  const t = useText('segments');
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {leafTypes.map((type) => (
          <Menu.Item key={type} onClick={() => add(newLeaf(type))}>
            {t(`type.${type}`)}
          </Menu.Item>
        ))}
        {mayGroup && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => add({ type: 'any', of: [newLeaf('did')] })}>
              {t('type.group')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
