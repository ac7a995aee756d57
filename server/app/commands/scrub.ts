/** `scrub`: what was erased leaves PostgreSQL's own files too. */
import { Problem } from '../../../contract/errors.ts';
import { OldTransaction, renewLog, rewriteTables } from '../../platform/db/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';

export const scrub: Command = {
  usage: '[--json]',
  about: [
    'Writes every table anew, so that no old version of a row is left on the disk, and has an embedded PostgreSQL begin a',
    'new log of writes. A table that is written anew nobody else gets at: run it when few work. It needs as much free',
    'space as the largest table. docs/operating/erasure.md says when it matters.',
  ].join('\n'),
  options: { json: { type: 'boolean' } },
  args: { min: 0, max: 0 },
  run: async (call) => {
    const database = await openDatabase(call, { make: false });
    try {
      const tables = await rewriteTables(database.adminUrl, (table) =>
        call.progress(`written anew: ${table}`),
      );
      if (database.isEmbedded) await renewLog(database.adminUrl);
      const log = database.isEmbedded ? ' The log of writes is new.' : ' The log of writes is left to you.';
      return {
        json: { tables, isLogNew: database.isEmbedded },
        text: `${tables} tables are written anew.${log}`,
      };
    } catch (error) {
      throw error instanceof OldTransaction ? new Problem('conflict', error.message) : error;
    } finally {
      await database.close();
    }
  },
};
