import { readFileSync } from 'node:fs';

/** Of this package. */
export const cliVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version;

/** Of the API that this is built for; a change that breaks clients changes the first number. */
export const API_VERSION = '1.0.0';
