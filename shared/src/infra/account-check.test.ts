import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { configOf } from '../deployment/config.ts';
import { checkService } from './account-check.ts';

const { accounts, region } = configOf('example');
interface Case {
  readonly command?: string;
  readonly stage?: string;
  readonly options?: object;
  readonly account?: string | Error;
  readonly region?: string;
  readonly env?: Readonly<Record<string, string>>;
}
/** Runs the check as osls does; answers what it said, and whether it asked for credentials. */
const check = async (given: Case) => {
  const said: string[] = [];
  let asked = 0;
  const { account = accounts.superAdmin } = given;
  await checkService(
    {
      processedInput: { commands: (given.command ?? 'deploy').split(' '), options: given.options ?? { stage: 'example' } },
      getProvider: () => ({
        getStage: () => given.stage ?? 'example',
        getRegion: () => given.region ?? region,
        getAccountId: () => {
          asked++;
          return account instanceof Error ? Promise.reject(account) : Promise.resolve(account);
        },
      }),
      classes: { Error },
    },
    { log: { notice: (line) => said.push(line) } },
    given.env ?? { AWS_PROFILE: 'tenantry-super-admin' },
  );
  return { said, asked };
};

describe('a function that runs by hand', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-by-hand-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const laptop = { command: 'invoke local', stage: 'dev', options: {}, account: new Error('nobody is to be asked') };

  test('goes where its endpoint says, by its profiles or its endpoint, and nobody is asked', async () => {
    const AWS_CONFIG_FILE = file('laptop', '[default]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:4600\n');
    expect(await check({ ...laptop, env: { AWS_CONFIG_FILE } })).toEqual({ said: [], asked: 0 });
    const elsewhere = file('elsewhere', '[default]\nregion = us-east-1\n');
    const AWS_ENDPOINT_URL = 'http://127.0.0.1:4600';
    expect(await check({ ...laptop, env: { AWS_CONFIG_FILE: elsewhere, AWS_ENDPOINT_URL } })).toEqual({ said: [], asked: 0 });
  });

  test.each([
    ['a path that holds in one folder', { AWS_CONFIG_FILE: '../../.local/aws/config' }, 'AWS_CONFIG_FILE is ../../.local/aws/config'],
    ['a file that is not there', { AWS_CONFIG_FILE: path.join(folder, 'gone') }, 'there is no such file'],
    ["an endpoint of AWS's own", { AWS_ENDPOINT_URL: 'https://sts.us-east-1.amazonaws.com' }, 'AWS itself would be asked'],
  ])('is refused with %s, before anybody is asked, with what to do', async (_what, env, reason) => {
    const refused = check({ ...laptop, env });
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toThrow('export AWS_CONFIG_FILE=$(git rev-parse --show-toplevel)/.local/aws/config');
  });

  test('is refused where the profiles name no endpoint: with the credentials of a real account it would reach that', async () => {
    const AWS_CONFIG_FILE = file('real', '[default]\nregion = us-east-1\naws_access_key_id = AKIAREAL\n');
    await expect(check({ ...laptop, env: { AWS_CONFIG_FILE }, account: '123456789012' })).rejects.toThrow('AWS itself would be asked');
  });

  test('of a deployment in AWS needs the credentials of its account', async () => {
    const env = { AWS_CONFIG_FILE: file('real', '[default]\nregion = us-east-1\n'), AWS_PROFILE: 'tenantry-super-admin' };
    expect((await check({ command: 'invoke local', env })).asked).toBe(1);
    await expect(check({ command: 'invoke local', env, account: accounts.owner })).rejects.toThrow('is of account 111111111111');
  });
});

describe('a service', () => {
  test('that is deployed or removed says to which deployment, region and account', async () => {
    const said = ['deployment example (config/example.json), region us-east-1, account 222222222222 by profile tenantry-super-admin'];
    for (const command of ['deploy', 'deploy function', 'remove', 'rollback']) expect(await check({ command })).toEqual({ said, asked: 1 });
  });

  test.each(['deploy', 'remove', 'rollback', 'deploy function', 'prune'])(
    'does not %s with credentials of another account',
    async (command) => {
      await expect(check({ command, account: accounts.owner })).rejects.toThrow(
        'accounts.superAdmin is 222222222222, but profile tenantry-super-admin is of account 111111111111.',
      );
    },
  );

  test("without --stage is the laptop's: with credentials of a real account nothing is deployed", async () => {
    const laptop = { stage: 'dev', options: {}, env: {} };
    await expect(check({ ...laptop, account: '123456789012' })).rejects.toThrow(
      /deployment dev, as no --stage was given .+\n.+superAdmin is 100000000002, but the environment is of account 123456789012/,
    );
    expect((await check({ ...laptop, account: '100000000002' })).said).toEqual([expect.stringContaining('as no --stage was given')]);
  });

  test('may be given its stage by STAGE, as by --stage', async () => {
    const { said } = await check({ options: {}, env: { STAGE: 'example' } });
    expect(said).toEqual(['deployment example (config/example.json), region us-east-1, account 222222222222 by the environment']);
  });

  test('is not deployed without credentials, and says why there are none', async () => {
    const account = new Error('AWS provider credentials not found');
    await expect(check({ account, options: { stage: 'example', 'aws-profile': 'x' } })).rejects.toThrow(
      'profile x has no credentials that AWS takes (Error: AWS provider credentials not found)',
    );
  });

  test('is not deployed to another region than the configuration has', async () => {
    await expect(check({ region: 'eu-west-1' })).rejects.toThrow('region is us-east-1 in config/example.json, but the command line');
  });

  test('is not deployed without a configuration of its stage', async () => {
    await expect(check({ stage: 'nowhere' })).rejects.toThrow('config/nowhere.json is missing');
  });

  test.each(['package', 'info', 'print', 'logs', 'deploy list', 'deploy list functions'])(
    'needs no credentials for %s',
    async (command) => {
      expect(await check({ command, account: new Error('none') })).toEqual({ said: [], asked: 0 });
    },
  );
});
