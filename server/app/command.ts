/**
 * Commands of the command line, and the contract that all keep: progress goes to stderr; what was asked for goes to
 * stdout, with `--json` as exactly one object; exit 0 means done, 1 refused with a reason, 2 wrongly called, 3 done
 * but for a part that was refused.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Problem } from '../../contract/errors.ts';
import { type Config, environment, readConfig } from '../platform/config/index.ts';
import { codeOf, isUnavailable } from '../platform/db/index.ts';
import { createLogger, type Log } from '../platform/log/index.ts';

/** What a command answers: as JSON, and for people. */
export type Outcome = { json: object; text: string; refused?: true; partly?: true };

export type Call = {
  config: Config;
  log: Log;
  /** Tells a person how far it is. */
  progress: (line: string) => void;
  args: string[];
  /** The value of an option; undefined when it was not given. */
  option: (name: string) => string | undefined;
  flag: (name: string) => boolean;
};

export type Command = {
  /** How it is called, after its name. */
  usage: string;
  /** What else is to be known, for `help`. */
  about: string;
  options?: NonNullable<ParseArgsConfig['options']>;
  /** Options that must be given. */
  required?: readonly string[];
  /** How many arguments it takes. */
  args?: { min: number; max: number };
  run: (call: Call) => Promise<Outcome | undefined>;
};

/** A command and its one line in the list. */
export type CommandEntry = { summary: string; load: () => Promise<Command> };

/** Wrongly called: exit 2. */
export class UsageError extends Error {}

const done = 0;
const refused = 1;
const wrongUsage = 2;
const partlyRefused = 3;

/** Runs the command that the arguments name, and answers the exit code. */
export async function runCommand(
  table: Readonly<Record<string, CommandEntry>>,
  argv: string[],
): Promise<number> {
  const [name = '', ...rest] = withHelp(argv);
  const wantsJson = argv.includes('--json');
  try {
    const entry = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!entry) throw new UsageError(name === '' ? 'Name a command.' : `There is no command "${name}".`);
    const command = await entry.load();
    const outcome = await command.run(callOf(name, command, rest));
    if (outcome) await write(process.stdout, wantsJson ? JSON.stringify(outcome.json) : outcome.text);
    if (outcome?.partly) return partlyRefused;
    return outcome?.refused ? refused : done;
  } catch (error) {
    return fail(Object.hasOwn(table, name) ? name : '', error, wantsJson);
  }
}

/** `--help` in any place asks for help. */
function withHelp(argv: string[]): string[] {
  if (!argv.includes('--help') && !argv.includes('-h')) return argv;
  return ['help', ...argv.filter((arg) => !arg.startsWith('-')).slice(0, 1)];
}

function callOf(name: string, command: Command, argv: string[]): Call {
  const { values, positionals } = parse(command, argv);
  const { min, max } = command.args ?? { min: 0, max: 0 };
  const missing = (command.required ?? []).filter((option) => !values[option]);
  if (missing.length > 0)
    throw new UsageError(`${missing.map((option) => `--${option}`).join(' and ')} must be given.`);
  if (positionals.length < min || positionals.length > max)
    throw new UsageError(`Call it as: ${name} ${command.usage}`);
  const config = readConfig(environment());
  // A server's log is what it says; a command has progress for that.
  const level = name === 'serve' || config.logLevel !== 'info' ? config.logLevel : 'warn';
  return {
    config,
    log: createLogger({ level }),
    progress: (line) => process.stderr.write(`${line}\n`),
    args: positionals,
    option: (option) => values[option] as string | undefined,
    flag: (option) => values[option] === true,
  };
}

type Given = { values: Record<string, unknown>; positionals: string[] };

function parse(command: Command, argv: string[]): Given {
  try {
    return parseArgs({ args: argv, options: command.options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function fail(name: string, error: unknown, wantsJson: boolean): Promise<number> {
  const { code, detail } = describe(error);
  const help = error instanceof UsageError ? `\nSee: help${name === '' ? '' : ` ${name}`}` : '';
  await write(process.stderr, `${detail}${help}`);
  if (code === 'internal' && error instanceof Error) await write(process.stderr, error.stack ?? '');
  if (wantsJson) await write(process.stdout, JSON.stringify({ error: { code, detail } }));
  return error instanceof UsageError ? wrongUsage : refused;
}

function describe(error: unknown): { code: string; detail: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { code: 'wrong-usage', detail: message };
  if (error instanceof Problem) return { code: error.code, detail: message };
  if (isUnavailable(error) || isNotLetIn(error)) {
    return { code: 'unavailable', detail: `The database can't be used: ${message || codeOf(error)}` };
  }
  return { code: 'internal', detail: message };
}

/** Wrong host, wrong password, no such database, no such right. */
function isNotLetIn(error: unknown): boolean {
  return ['ENOTFOUND', 'EAI_AGAIN', '28P01', '28000', '3D000', '42501'].includes(codeOf(error) ?? '');
}

/** Writes a line; resolves when it is out, so that the process may end. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => stream.write(`${text}\n`, () => resolve()));
}
