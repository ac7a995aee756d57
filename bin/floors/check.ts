/** All laws over a tree, minus the exceptions that floors.json gives a reason for. */
import type { Config, LawId } from './config.ts';
import { matches } from './glob.ts';
import { type Breach, type House, readHouse } from './house.ts';
import { lawCycles } from './law-cycles.ts';
import { lawDefiner } from './law-definer.ts';
import { lawDoors } from './law-doors.ts';
import { lawDown } from './law-down.ts';
import { lawIsolation } from './law-isolation.ts';
import { lawNames } from './law-names.ts';
import { lawNpm } from './law-npm.ts';
import { lawProviders } from './law-providers.ts';
import { lawRead } from './law-read.ts';
import { lawSettings } from './law-settings.ts';
import { lawSizes } from './law-sizes.ts';
import { lawTables } from './law-tables.ts';

const laws: Record<LawId, (house: House) => Breach[]> = {
  read: lawRead,
  down: lawDown,
  doors: lawDoors,
  names: lawNames,
  cycles: lawCycles,
  npm: lawNpm,
  providers: lawProviders,
  tables: lawTables,
  sizes: lawSizes,
  settings: lawSettings,
  definer: lawDefiner,
  isolation: lawIsolation,
};

/** A breach with the law that it breaks; `exceptions` is the law that an allowance must be needed. */
export type Violation = Breach & { law: LawId | 'exceptions' };
export type Report = { files: number; migrations: number; violations: Violation[] };

/** Reads the tree below `root` and answers with what breaks a law, in order of file. */
export function checkFloors(root: string): Report {
  const house = readHouse(root);
  const found = Object.entries(laws).flatMap(([law, check]) =>
    check(house).map((breach): Violation => ({ ...breach, law: law as LawId })),
  );
  const violations = [...found.filter((item) => !isExcepted(item, house)), ...staleExceptions(found, house)];
  violations.sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line);
  return { files: house.sources.length, migrations: house.migrations.scripts.length, violations };
}

function isExcepted(violation: Violation, { config }: House): boolean {
  return config.exceptions.some((exception) => covers(exception, violation));
}

function covers({ law, from, to }: Config['exceptions'][number], violation: Violation): boolean {
  return law === violation.law && matches(violation.file, from) && matches(violation.to ?? '', to);
}

/** Exceptions for a single file that nothing needs any more. */
function staleExceptions(found: readonly Violation[], { config }: House): Violation[] {
  return config.exceptions
    .filter(({ from }) => !from.includes('*'))
    .filter((exception) => !found.some((violation) => covers(exception, violation)))
    .map(({ law, from, to }) => ({
      law: 'exceptions',
      file: 'floors.json',
      line: 1,
      what: `the exception from "${law}" for ${from} → ${to} is not needed`,
      mend: 'take the line out.',
    }));
}
