/** A line of the rule: what happens, and what it stands for. */
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { stageNames } from '../../../contract/stage-names.ts';
import {
  patternFields,
  type StageLine,
  stagedKinds,
  stagePatternLengthMax,
} from '../../../contract/stages.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import classes from './stages.module.css';

export function LineEditor(props: {
  line: StageLine;
  number: number;
  isLast: boolean;
  disabled: boolean;
  change: (line: StageLine | undefined) => void;
  move: (by: 1 | -1) => void;
}) {
  const { line, number, disabled, change } = props;
  const t = useText('stages');
  const wordOf = (kind: string) => (t.has(`kind.${kind}`) ? t(`kind.${kind}` as 'kind.page.viewed') : kind);
  const icon = { variant: 'subtle', color: 'gray', size: 24 } as const;
  return (
    <li className={classes.line}>
      <NativeSelect
        size="xs"
        aria-label={`${t('what')} ${number}`}
        disabled={disabled}
        value={line.kind}
        onChange={(event) =>
          change({
            ...line,
            kind: chosen(stagedKinds, event.currentTarget.value),
            pattern: null,
          } as StageLine)
        }
        data={stagedKinds.map((value) => ({ value, label: wordOf(value) }))}
      />
      {patternFields[line.kind] === undefined ? (
        <span />
      ) : (
        <TextInput
          size="xs"
          aria-label={`${t('pattern')} ${number}`}
          placeholder={t('patternHint')}
          disabled={disabled}
          value={line.pattern ?? ''}
          maxLength={stagePatternLengthMax}
          onChange={(event) => change({ ...line, pattern: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label={`${t('means')} ${number}`}
        disabled={disabled}
        value={line.stage ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ ...line, stage: stageNames.find((stage) => stage === value) ?? null });
        }}
        data={[
          ...stageNames.map((value) => ({ value, label: t(`stage.${value}`) })),
          { value: '', label: t('stage.none') },
        ]}
      />
      {!disabled && (
        <span className={classes.acts}>
          <ActionIcon
            {...icon}
            aria-label={t('up', { number })}
            disabled={number === 1}
            onClick={() => props.move(-1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            {...icon}
            aria-label={t('down', { number })}
            disabled={props.isLast}
            onClick={() => props.move(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon {...icon} aria-label={t('remove', { number })} onClick={() => change(undefined)}>
            <IconX size={16} />
          </ActionIcon>
        </span>
      )}
    </li>
  );
}
