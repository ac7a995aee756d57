/** The filters of a search as chips, and what is wrong with those that mean nothing. */
import { Pill } from '@mantine/core';
import { useText } from '../../lib/i18n.tsx';
import type { Vocabulary } from './operators.ts';
import { type Filter, withoutFilter } from './operators.ts';
import classes from './search.module.css';

type Props = { typed: string; change: (next: string) => void; filters: readonly Filter[] };

export function FilterChips({ typed, change, filters }: Props) {
  const t = useText('search');
  if (filters.length === 0) return null;
  return (
    <div className={classes.chips}>
      {filters.map((filter) => {
        const name = t(`filter.${filter.name}`);
        const value = 'shown' in filter ? filter.shown : filter.value;
        return (
          <Pill
            key={filter.from}
            withRemoveButton
            data-fault={'fault' in filter || undefined}
            className={classes.chip}
            onRemove={() => change(withoutFilter(typed, filter))}
            removeButtonProps={{
              'aria-label': t('removeFilter', { filter: `${name} ${value}` }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
          >
            {name}: <bdi>{value}</bdi>
          </Pill>
        );
      })}
    </div>
  );
}

const namesMax = 5;

/** Says what to write instead. */
export function Faults({ filters, vocabulary }: { filters: readonly Filter[]; vocabulary: Vocabulary }) {
  const t = useText('search');
  const wrong = filters.flatMap((filter) => ('fault' in filter ? [filter] : []));
  if (wrong.length === 0) return null;
  const namesFor = ({ name }: Filter) =>
    name === 'after' || name === 'before'
      ? ''
      : vocabulary.choices[name]
          .slice(0, namesMax)
          .map(({ names }) => names[0])
          .join(', ');
  return (
    <ul className={classes.faults} role="alert">
      {wrong.map((filter) => (
        <li key={filter.from}>
          {t(`fault.${filter.fault}`, { typed: filter.typed, value: filter.value, names: namesFor(filter) })}
        </li>
      ))}
    </ul>
  );
}
