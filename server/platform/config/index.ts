/** The settings. Invariant: the environment is read here, once at start; everything else is given values. */
export { type Config, readConfig } from './config.ts';
export { environment } from './environment.ts';
export { configurationPage, envExample } from './print.ts';
export { loadSecretKey, secretKeyFile } from './secret-key.ts';
