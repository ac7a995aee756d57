/** Narrows a timeline to what stands for one stage. */
import { NativeSelect } from '@mantine/core';
import { type Stage, stageNames } from '../../../contract/stage-names.ts';
import { useText } from '../../lib/i18n.tsx';

export function StageFilter(props: { stage: Stage | undefined; choose: (stage: Stage | undefined) => void }) {
  const t = useText('stages');
  return (
    <NativeSelect
      size="xs"
      maw="11rem"
      aria-label={t('only')}
      value={props.stage ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        props.choose(stageNames.find((stage) => stage === value));
      }}
      data={[
        { value: '', label: t('all') },
        ...stageNames.map((value) => ({ value, label: t(`stage.${value}`) })),
      ]}
    />
  );
}
