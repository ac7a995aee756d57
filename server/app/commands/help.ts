/** `help`: the list of commands, or how one is called. */
import { Problem } from '../../../contract/errors.ts';
import type { Command, CommandEntry } from '../command.ts';

const program = 'npm run --silent rapport --';

/** The command over a table of commands. */
export function helpOn(table: Readonly<Record<string, CommandEntry>>): Command {
  return {
    usage: '[COMMAND]',
    about: 'Without a command it lists them all.',
    args: { min: 0, max: 1 },
    run: async ({ args }) => {
      const text = args[0] === undefined ? listOf(table) : await describe(table, args[0]);
      return { json: { text }, text };
    },
  };
}

function listOf(table: Readonly<Record<string, CommandEntry>>): string {
  const width = Math.max(...Object.keys(table).map((name) => name.length));
  const lines = Object.entries(table).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [`${program} COMMAND`, '', ...lines, '', `${program} help COMMAND says more.`].join('\n');
}

async function describe(table: Readonly<Record<string, CommandEntry>>, name: string): Promise<string> {
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!entry) throw new Problem('not-found', `There is no command "${name}".`);
  const { usage, about } = await entry.load();
  return [`${program} ${name} ${usage}`.trimEnd(), '', `It ${entry.summary}.`, '', about].join('\n');
}
