/** `node bin/print-settings.ts`: writes the two files that are printed from the settings. */
import { writeFileSync } from 'node:fs';
import { configurationPage, envExample } from '../server/platform/config/index.ts';

writeFileSync(new URL('../.env.example', import.meta.url), envExample());
writeFileSync(new URL('../docs/operating/configuration.md', import.meta.url), configurationPage());
