import path from 'node:path';
import type { Stack } from './every-stack.ts';

const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Where a stack's template is written, below the folder asked for: `super-admin/us-east-1/tenantry-dev-dns.json`. */
export const fileOf = ({ account, region, name, body }: Stack): string =>
  path.join(kebab(account), region, `${name}.${body.startsWith('{') ? 'json' : 'yml'}`);
