/** The two texts that are printed from the settings. `node bin/print-settings.ts` writes them. */
import { type Setting, settings } from './settings.ts';

const lineWidth = 100;

/** The file `.env.example`: each setting as a comment and, commented out, its default. */
export function envExample(): string {
  const blocks = Object.values<Setting>(settings).map(
    (setting) => `${comment(setting.doc)}\n#${setting.env}=${setting.default ?? ''}\n`,
  );
  const head = comment(
    'Copy this file to `.env` and take away the `#` before what you set. The environment goes before this file.',
  );
  return `${head}\n\n${blocks.join('\n')}`;
}

/** The page `docs/operating/configuration.md`. */
export function configurationPage(): string {
  const rows = Object.values<Setting>(settings).map(
    ({ env, doc, default: value, secret }) =>
      `| \`${env}\` | ${value === undefined ? '' : `\`${value}\``} | ${doc}${secret ? ' Secret.' : ''} |\n`,
  );
  return `# Configuration

Rapport reads its settings from the environment, and below it from a file \`.env\` in the folder from which it is
started. An empty value counts as absent. A wrong one stops the start with its name and what was expected.

| Variable | Default | What it does |
| --- | --- | --- |
${rows.join('')}`;
}

function comment(text: string): string {
  const lines = [''];
  for (const word of text.replaceAll('`', '').split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 3 > lineWidth) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}
