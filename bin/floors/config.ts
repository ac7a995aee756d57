/** floors.json: what the laws are given as data. Every allowance in it carries its reason. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const why = z.string().min(15);

/** The laws, by the id that a message and an exception name. */
const lawIds = [
  'read',
  'down',
  'doors',
  'names',
  'cycles',
  'npm',
  'providers',
  'tables',
  'sizes',
  'settings',
  'definer',
  'isolation',
] as const;

const law = z.enum(lawIds);

const configSchema = z.strictObject({
  about: z.string(),
  /** Root folders that are read, with the other roots that each may import. */
  roots: z.record(
    z.string(),
    z.strictObject({ imports: z.array(z.string()), typesOnly: z.boolean().default(false) }),
  ),
  /** From the ground up; `among` says what folders of one floor may do with one another. */
  floors: z.array(
    z.strictObject({
      floor: z.string(),
      folders: z.array(z.string()),
      among: z.enum(['any', 'leftwards', 'none']),
      /** The only contract files that this floor may import; absent: all. */
      contract: z.array(z.string()).optional(),
    }),
  ),
  /** `withDoor`: entered by index.ts only. `open`: every file may be imported. `testDoors`: for tests. */
  folders: z.strictObject({
    withDoor: z.array(z.string()),
    open: z.array(z.string()),
    testDoors: z.array(z.string()),
  }),
  /** Package pattern → the only places that may import it. */
  npm: z.record(z.string(), z.array(z.string())),
  providers: z.strictObject({
    /** Channel folder → words that stand only there, and in `allowed` (`<provider>` = the folder). */
    names: z.record(z.string(), z.array(z.string().regex(/^[a-z]+$/))),
    allowed: z.array(z.string()),
  }),
  /** Folder → the tables that it alone reads and writes. */
  tables: z.record(z.string(), z.array(z.string())),
  sizes: z.strictObject({
    fileLinesMax: z.number(),
    fileLinesP95Max: z.number(),
    fileLinesMedianMax: z.number(),
    functionLinesMax: z.number(),
    componentLinesMax: z.number(),
    uncounted: z.array(z.string()),
  }),
  /** Files that may read process.env. */
  settings: z.array(z.string()),
  /** SECURITY DEFINER function → its folder, reason, and the test that tries another workspace. */
  definer: z.record(z.string(), z.strictObject({ folder: z.string(), test: z.string(), why })),
  /** Tables (patterns) outside the isolation of workspaces, with the reason. */
  notIsolated: z.record(z.string(), why),
  /** `from` is the file that breaks the law, `to` what it reaches: a path, package, table or name. */
  exceptions: z.array(z.strictObject({ law, from: z.string(), to: z.string(), why })),
});

export type Config = z.infer<typeof configSchema>;
export type LawId = z.infer<typeof law>;

/** Reads and checks floors.json; throws with what is wrong in it. */
export function readConfig(root: string): Config {
  const parsed = configSchema.safeParse(JSON.parse(readFileSync(join(root, 'floors.json'), 'utf8')));
  if (!parsed.success) throw new Error(`floors.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The packages that package.json declares: those that run in production, and all. */
export function readPackages(root: string): { production: Set<string>; all: Set<string> } {
  const file = join(root, 'package.json');
  const shape = z.object({
    dependencies: z.record(z.string(), z.string()).default({}),
    optionalDependencies: z.record(z.string(), z.string()).default({}),
    devDependencies: z.record(z.string(), z.string()).default({}),
  });
  const json = shape.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const production = new Set([...Object.keys(json.dependencies), ...Object.keys(json.optionalDependencies)]);
  return { production, all: new Set([...production, ...Object.keys(json.devDependencies)]) };
}
