/** Reading the settings from an environment. */
import type { z } from 'zod';
import { Problem } from '../../../contract/errors.ts';
import { type Setting, settings } from './settings.ts';

type Settings = typeof settings;
type Given = { [K in keyof Settings]: z.output<Settings[K]['schema']> };

/** The values of all settings. */
export type Config = Omit<Given, 'publicUrl'> & { publicUrl: string };

/** The settings in this environment, an empty one counting as absent. Refuses with every wrong one by name. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values: Record<string, unknown> = {};
  const errors: { path: string; message: string }[] = [];
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const text = env[setting.env]?.trim() || setting.default;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else errors.push({ path: setting.env, message: whatIsWrong(setting, text, parsed.error) });
  }
  const given = values as Given; // every key was parsed by its own schema, or we refuse below
  if (
    given.smtpUrl !== undefined &&
    given.mailFrom === undefined &&
    !errors.some(({ path }) => path === 'MAIL_FROM')
  )
    errors.push({ path: 'MAIL_FROM', message: 'MAIL_FROM is needed when SMTP_URL is set.' });
  if (errors.length > 0)
    throw new Problem('invalid-input', errors.map(({ message }) => message).join('\n'), { errors });
  return { ...given, publicUrl: given.publicUrl ?? `http://localhost:${given.port}` };
}

function whatIsWrong(setting: Setting, text: string | undefined, error: z.ZodError): string {
  const shown = setting.secret ? 'its value is' : `"${text}" is`;
  return `${setting.env}: ${shown} not ${error.issues[0]?.message}.`;
}
