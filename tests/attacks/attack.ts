import { test } from '@jest/globals';

/** Who attacks: the sections of docs/security.md, and the folders of this one. */
export const ATTACKERS = [
  'tenant-user',
  'tenant-account',
  'vpn-developer',
  'build-dependency',
  'viewer-operator',
  'machine',
  'internet',
  'bus-sender',
  'names',
] as const;

/**
 * A test that does what an attacker would do and expects that it does no harm.
 * @param id Row of docs/security.md; `attacks.test.ts` refuses an attack without a row and a row without an attack.
 * @param does What the attacker does, in the present tense.
 */
export const attack = (id: string, does: string, run: () => Promise<void> | void): void => {
  test(`${id}: ${does}`, run);
};
