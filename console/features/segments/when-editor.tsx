/** How often and when something happened. */
import { conditionTimesMax, type Times, type When } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { Amount, Choice, Day, Days } from './fields.tsx';

const timesOps = ['atLeast', 'atMost', 'exactly'] as const;
const whenOps = ['ever', 'within', 'between'] as const;

export function TimesEditor(props: { times: Times | undefined; change: (times: Times) => void }) {
  const t = useText('segments');
  const times = props.times ?? { op: 'atLeast', count: 1 };
  return (
    <>
      <Choice
        label={t('howOften')}
        value={times.op}
        values={timesOps}
        word={(op) => t(`times.${op}`)}
        change={(op) => props.change({ ...times, op })}
      />
      <Amount
        label={t('howOften')}
        value={times.count}
        change={(count) => props.change({ ...times, count })}
        min={0}
        max={conditionTimesMax}
        isWhole
      />
      <span>{t('times')}</span>
    </>
  );
}

export function WhenEditor(props: { when: When | undefined; change: (when: When | undefined) => void }) {
  const { when, change } = props;
  const t = useText('segments');
  const begin = (op: (typeof whenOps)[number]): When | undefined => {
    if (op === 'ever') return undefined;
    return op === 'within' ? { op, days: 30 } : { op, from: '', to: '' };
  };
  return (
    <>
      <Choice
        label={t('when')}
        value={when?.op ?? 'ever'}
        values={whenOps}
        word={(op) => t(`when.${op}`)}
        change={(op) => change(begin(op))}
      />
      {when?.op === 'within' && <Days value={when.days} change={(days) => change({ ...when, days })} />}
      {when?.op === 'between' && (
        <>
          <Day label={t('from')} value={when.from} change={(from) => change({ ...when, from })} />
          <span>{t('and')}</span>
          <Day label={t('to')} value={when.to} change={(to) => change({ ...when, to })} />
        </>
      )}
    </>
  );
}
