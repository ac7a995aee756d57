/** `doctor`: what is wrong, and what to do. */
import { missingFiles } from '../../attachments/index.ts';
import { diagnose, type Finding } from '../../operating/index.ts';
import type { Command } from '../command.ts';
import { openAsItIs } from '../database.ts';

const signs = { ok: '✓', warning: '!', failure: '✗' } as const;

export const doctor: Command = {
  usage: '[--json]',
  about:
    'Looks at the machine, the configuration and the database, and changes nothing. Exits 1 when something fails.',
  options: { json: { type: 'boolean' } },
  run: async (call) => {
    const { dataDir } = call.config;
    const diagnosis = await diagnose(
      call.config,
      () => openAsItIs(call),
      (tx) => missingFiles(tx, dataDir),
    );
    const outcome = { json: diagnosis, text: diagnosis.findings.map(line).join('\n') };
    return diagnosis.healthy ? outcome : { ...outcome, refused: true };
  },
};

function line({ name, status, detail, advice }: Finding): string {
  return `${signs[status]} ${name}: ${detail}${advice === undefined ? '' : `\n    ${advice}`}`;
}
