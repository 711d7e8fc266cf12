import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { saveProfile } from '../cli/src/configuration.ts';
import type { Terminal } from '../cli/src/terminal.ts';
import { commandProfile } from '../laptop/demo/command-profile.ts';
import type { Laptop } from '../laptop/demo/laptop.ts';
import { seedSuperAdmin } from '../laptop/demo/super-admin.ts';
import { configFolder } from '../laptop/src/config-folder.ts';
import { LAPTOP_DEPLOYMENT } from '../laptop/src/deploy.ts';
import { profilesText } from '../laptop/src/profiles.ts';
import { onLaptop } from '../laptop/src/program.ts';
import type { Local } from '../laptop/src/start.ts';
import type { AcceptanceOptions } from './options.ts';

const PROFILE = 'acceptance';
/** Of a run on a laptop that `acceptanceLaptop` has started. */
export const LAPTOP_OPTIONS: AcceptanceOptions = {
  deployment: LAPTOP_DEPLOYMENT,
  profile: PROFILE,
  pattern: 'tenantry-{account}',
  isConfirmed: true,
};

/** The command's profile and AWS profiles, as who tries the laptop has them, for this process. @param folder where they are written */
export const writeProfiles = async (laptop: Laptop, folder: string): Promise<void> => {
  process.env[CONFIG_FOLDER_VARIABLE] = await configFolder(laptop.region);
  const file = path.join(folder, 'aws-config');
  process.env.AWS_CONFIG_FILE = file;
  await writeFile(file, profilesText(laptop, LAPTOP_DEPLOYMENT));
  const profile = await commandProfile(laptop, await seedSuperAdmin(laptop), file);
  await saveProfile({ configFolder: folder }, { name: PROFILE, ...profile });
};

/** Deployed AWS on the instant clock, of this process's own, with profiles for it. @param work is given a terminal that finds them */
export const acceptanceLaptop = async (terminal: Terminal, work: (terminal: Terminal, local: Local) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-acceptance-'));
  try {
    await onLaptop(PROFILE, async (local) => {
      await writeProfiles(local, folder);
      await work({ ...terminal, configFolder: folder }, local);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
