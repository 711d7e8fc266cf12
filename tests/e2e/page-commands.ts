import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';
import { read } from '../repository.ts';

/** The blocks of commands below a heading of a page, in its order. @throws Error when there is none */
export const commandsBelow = (page: string, heading: string): readonly string[] => {
  const section = read(page)
    .split(/^## /m)
    .find((one) => one.startsWith(`${heading}\n`));
  const blocks = [...(section ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands = '']) => commands);
  if (blocks.length === 0) throw new Error(`${page} has no commands below ${heading}`);
  return blocks;
};

/** A shell with the AWS CLI of the laptop's set-up, which ends at the first failure. */
export interface Shell {
  /** @returns what the commands print. @throws Error with what they say when one fails */
  readonly run: (commands: string, more?: Readonly<Record<string, string>>) => Promise<string>;
  /** Deletes its folder. */
  readonly end: () => void;
}
/** @param profile of the AWS configuration file of the laptop */
export const shellAs = (profile: string, deployment: string): Shell => {
  const { url } = runningLocal();
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-page-'));
  const config = path.join(folder, 'aws-config');
  writeFileSync(config, profilesText({ url, region: testRegion }, deployment));
  const env = {
    HOME: folder,
    PATH: [path.join(LOCAL_FOLDER, 'venv/bin'), process.env.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: url,
    AWS_CONFIG_FILE: config,
    AWS_PROFILE: profile,
  };
  return {
    run: async (commands, more = {}) => {
      const options = { cwd: folder, env: { ...env, ...more } };
      return (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands], options)).stdout;
    },
    end: () => rmSync(folder, { recursive: true }),
  };
};
