import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { commandProfile } from '../../laptop/demo/command-profile.ts';
import { type SuperAdmin, seedSuperAdmin } from '../../laptop/demo/super-admin.ts';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';

const BIN = fileURLToPath(new URL('../../cli/bin/tenantry.mjs', import.meta.url));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
/** The command as anyone has it who types `npx tenantry` in the repository while a demo runs. */
export interface CommandOfLaptop {
  readonly admin: SuperAdmin;
  /** Runs it as a process, with nothing else configured. */
  readonly tenantry: (...words: readonly string[]) => Promise<Ended>;
  /** A profile of the AWS configuration file that acts in one account. */
  readonly addProfile: (name: string, accountId: string) => void;
  /** Deletes its folder. */
  readonly end: () => void;
}

export const commandOfLaptop = async (): Promise<CommandOfLaptop> => {
  const { url } = runningLocal();
  const local = { url, port: Number(new URL(url).port), accounts: ACCOUNTS, region: testRegion };
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-cli-'));
  mkdirSync(path.join(folder, '.local'));
  const awsConfig = path.join(folder, 'aws-config');
  writeFileSync(awsConfig, profilesText(local, 'dev'));
  const admin = await seedSuperAdmin(local);
  writeFileSync(path.join(folder, '.local', 'tenantry.json'), JSON.stringify(await commandProfile(local, admin, awsConfig)));
  return {
    admin,
    tenantry: (...words) =>
      new Promise((resolve) => {
        // The report on access is longer than the 1 MiB at which Node cuts by default.
        const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', HOME: folder }, maxBuffer: 64 * 1024 ** 2 };
        execFile(process.execPath, [BIN, ...words], options, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
      }),
    addProfile: (name, accountId) =>
      appendFileSync(
        awsConfig,
        `[profile ${name}]\nregion = ${testRegion}\nendpoint_url = ${url}\naws_access_key_id = ${accountId}\naws_secret_access_key = test\n`,
      ),
    end: () => rmSync(folder, { recursive: true }),
  };
};
