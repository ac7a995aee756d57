/** `rebuild`: read models anew from the ledger. */

import { Problem } from '../../../contract/errors.ts';
import { rebuild } from '../../operating/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { projections } from '../projections.ts';

const names = projections.map(({ name }) => name);

export const rebuildCommand: Command = {
  usage: `[${names.join('|')}] [--json]`,
  about: [
    'Replays the ledger and mends what differs in the tables that follow from it; without a name, in all. The server',
    'may run meanwhile; it waits for a moment in each workspace while the tables are compared.',
  ].join('\n'),
  options: { json: { type: 'boolean' } },
  args: { min: 0, max: 1 },
  run: async (call) => {
    const [name] = call.args;
    const wanted = projections.filter((projection) => name === undefined || projection.name === name);
    if (wanted.length === 0)
      throw new Problem('not-found', `There is no read model "${name}", but ${names.join(', ')}.`);
    const database = await openDatabase(call, { make: false });
    try {
      const rebuilt = await rebuild(database.adminUrl, wanted, call.progress);
      const lines = rebuilt.flatMap(({ tables }) =>
        Object.entries(tables).map(
          ([table, { written, removed }]) => `${table}: ${written} rows mended, ${removed} removed`,
        ),
      );
      return { json: { rebuilt }, text: lines.join('\n') || 'There are no entries yet.' };
    } finally {
      await database.close();
    }
  },
};
