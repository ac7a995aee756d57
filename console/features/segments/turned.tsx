/** Whether a test has to be so, or not so. */
import type { Leaf } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { Choice } from './fields.tsx';

type Turnable = Exclude<Leaf['type'], 'attribute' | 'known' | 'lastOrder'>;

export function Turned(props: {
  type: Turnable;
  not: boolean | undefined;
  change: (not: true | undefined) => void;
}) {
  const t = useText('segments');
  return (
    <Choice
      label={t('isSo')}
      value={props.not ? 'no' : 'yes'}
      values={['yes', 'no']}
      word={(so) => t(`so.${props.type}.${so}`)}
      change={(so) => props.change(so === 'no' ? true : undefined)}
    />
  );
}
