import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_FOLDER } from '../src/paths.ts';
import { consoleUrl } from './console.ts';
import type { Laptop } from './laptop.ts';
import type { SuperAdmin } from './super-admin.ts';

/** Where the command `tenantry` finds a running demo. */
const FILE = path.join(LOCAL_FOLDER, 'tenantry.json');

/** What the command needs; it believes the file while the process `pid` runs. @param profiles the AWS configuration file */
export const commandProfile = async (local: Laptop, admin: SuperAdmin, profiles: string) => {
  const { idToken, refreshToken, lastsSeconds } = await admin.signIn();
  return {
    pid: process.pid,
    apiUrl: admin.apiUrl,
    consoleUrl: consoleUrl(local),
    ...admin.place,
    // A sign-in of its own, for twelve hours: the command renews it.
    tokens: { idToken, refreshToken, expiresAt: Date.now() + lastsSeconds * 1_000 },
    tenantUrl: `http://{domain}:${local.port}`,
    awsConfigFile: profiles,
    awsProfiles: {
      owner: 'tenantry-owner',
      superAdmin: 'tenantry-super-admin',
      devops: 'tenantry-devops',
      networking: 'tenantry-networking',
      production: 'tenantry-production',
    },
  };
};

/** Writes the profile until the demo ends. Answers what takes it away again. */
export const writeCommandProfile = async (local: Laptop, admin: SuperAdmin, profiles: string): Promise<() => Promise<void>> => {
  await writeFile(FILE, `${JSON.stringify(await commandProfile(local, admin, profiles), null, 2)}\n`, { mode: 0o600 });
  // A file that was there before keeps its mode.
  await chmod(FILE, 0o600);
  return () => rm(FILE, { force: true });
};
