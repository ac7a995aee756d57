/** What a value has to be. */
import type { ValueTest } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { opOf, type ValueOp, valueOps, withOp } from './draft.ts';
import { Amount, Choice, Day, Days, Words } from './fields.tsx';

type Tested = { test: ValueTest; not?: boolean | undefined };

/** `ops`: which are offered, all of them unless told otherwise. */
export function TestEditor(props: {
  tested: Tested;
  change: (tested: { test: ValueTest; not: boolean | undefined }) => void;
  ops?: readonly [ValueOp, ...ValueOp[]];
}) {
  const { tested, change } = props;
  const t = useText('segments');
  const offered = props.ops ?? valueOps;
  // Programs may have turned around what is not offered so.
  const op = opOf(tested) ?? tested.test.op;
  const all = offered.includes(op) ? offered : ([op, ...offered] as const);
  const set = (test: ValueTest) => change({ test, not: tested.not });
  return (
    <>
      <Choice
        label={t('op')}
        value={op}
        values={all as [ValueOp, ...ValueOp[]]}
        word={(one) => t(`op.${one}`)}
        change={(one) => {
          const next = withOp(one, tested.test);
          change({ test: next.test, not: next.not });
        }}
      />
      <Operands test={tested.test} change={set} />
    </>
  );
}

function Operands({ test, change }: { test: ValueTest; change: (test: ValueTest) => void }) {
  const t = useText('segments');
  switch (test.op) {
    case 'is':
    case 'contains':
    case 'starts':
    case 'has':
      return <Words label={t('value')} value={test.value} change={(value) => change({ ...test, value })} />;
    case 'above':
    case 'below':
      return <Amount label={t('value')} value={test.value} change={(value) => change({ ...test, value })} />;
    case 'between':
      return (
        <>
          <Amount label={t('from')} value={test.from} change={(from) => change({ ...test, from })} />
          <span>{t('and')}</span>
          <Amount label={t('to')} value={test.to} change={(to) => change({ ...test, to })} />
        </>
      );
    case 'before':
    case 'after':
      return <Day label={t('day')} value={test.at} change={(at) => change({ ...test, at })} />;
    case 'within':
      return <Days value={test.days} change={(days) => change({ ...test, days })} />;
    case 'yes':
    case 'no':
    case 'set':
      return null;
  }
}
