/** Narrows a timeline to what was direct, between the customer and the team, or to what the customer did by themselves. */
import { NativeSelect } from '@mantine/core';
import type { Touch } from '../../../contract/actors.ts';
import { useText } from '../../lib/i18n.tsx';

const choices = ['direct', 'indirect'] as const satisfies Touch[];

export function TouchFilter(props: { touch: Touch | undefined; choose: (touch: Touch | undefined) => void }) {
  const t = useText('customers');
  return (
    <NativeSelect
      size="xs"
      maw="11rem"
      aria-label={t('touch.only')}
      value={props.touch ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        props.choose(choices.find((choice) => choice === value));
      }}
      data={[
        { value: '', label: t('touch.all') },
        ...choices.map((value) => ({ value, label: t(`touch.${value}`) })),
      ]}
    />
  );
}
