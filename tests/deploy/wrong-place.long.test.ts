import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { CONFIG_FOLDER_VARIABLE, configOf } from '@tenantry/shared/deployment/config';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { inRegion } from '../../laptop/src/config-folder.ts';
import { ROOT } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { WORLD } from '../../laptop/src/world.ts';
import { COMMANDS_IN_AWS, type CommandInAws } from './commands-in-aws.ts';

const HERE = 'eu-central-1';
const ELSEWHERE = 'us-east-1';
const FOREIGN = '999999999999';

const named = Object.entries(COMMANDS_IN_AWS);

let aws: OwnAws;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-wrong-place-'));
  aws = await startOwnAws({ world: WORLD, region: HERE });
  for (const region of [HERE, ELSEWHERE]) {
    await mkdir(path.join(folder, region));
    const text = inRegion(await readFile(path.join(ROOT, 'config/dev.json'), 'utf8'), region);
    for (const name of ['prod', 'staging']) await writeFile(path.join(folder, region, `${name}.json`), text);
  }
  const profiles = profilesText(aws.local, 'prod');
  await writeFile(path.join(folder, 'right'), profiles);
  const own = '[profile tenantry-super-admin]';
  const [before = '', after = ''] = profiles.split(own);
  await writeFile(path.join(folder, 'wrong'), `${before}${own}${after.replace(ACCOUNTS.superAdmin, FOREIGN)}`);
  // What a deployment leaves in the super-admin account, as far as others look for it.
  const configuration = aws.as(ACCOUNTS.superAdmin);
  const TemplateBody = JSON.stringify({ Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
  await new CloudFormationClient(configuration).send(new CreateStackCommand({ StackName: 'tenantry-prod-landing-zone', TemplateBody }));
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await new IAMClient(configuration).send(new CreateRoleCommand({ RoleName: 'tenantry-prod-peering-accepter', AssumeRolePolicyDocument }));
});
afterAll(async () => {
  await aws.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command as somebody would. @returns how it ended, what it said, and which calls reached AWS */
const run = async ({ words, folder: below = '.' }: CommandInAws, deployment: string, { profiles = 'right', region = HERE } = {}) => {
  const configurations = path.join(folder, region);
  const mark = aws.local.journal.mark();
  const env = {
    PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    HOME: folder,
    AWS_ENDPOINT_URL: aws.local.url,
    AWS_CONFIG_FILE: path.join(folder, profiles),
    // Nobody is asked there: credentials are compared first.
    TENANTRY_API_URL: 'http://127.0.0.1:9/api',
    TENANTRY_TOKEN: 'none',
    AWS_SDK_LOAD_CONFIG: '1',
    AWS_PROFILE: 'tenantry-super-admin',
    [CONFIG_FOLDER_VARIABLE]: configurations,
  };
  const args = words(deployment).map((word) => word.replace('{configurations}', configurations));
  const ended = await new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: path.join(ROOT, below), env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: `${out}${err}` }),
    );
  });
  return { ...ended, calls: aws.local.journal.since(mark) };
};
const READS = /^(Get|List|Describe|Scan|Query)/;
const writes = (calls: readonly { readonly operation: string }[]): readonly string[] =>
  calls.map(({ operation }) => operation).filter((operation) => !READS.test(operation));

describe('a profile of another account is refused, with the account found and the one expected', () => {
  test.each(named)('%s', async (_, command) => {
    const { code, said, calls } = await run(command, 'prod', { profiles: 'wrong' });
    expect(code).not.toBe(0);
    expect(said.replaceAll(/\s+/g, ' ')).toMatch(
      new RegExp(`accounts.superAdmin is ${ACCOUNTS.superAdmin}, but .{0,80} is of account ${FOREIGN}`),
    );
    const there = calls.filter(({ account }) => account === FOREIGN).map(({ operation }) => operation);
    expect([new Set(there), writes(calls)]).toEqual([new Set(['GetCallerIdentity']), []]);
  });
});

describe('a deployment that no configuration names is refused, and nobody is asked', () => {
  test.each(named)('%s', async (_, command) => {
    const { code, said, calls } = await run(command, 'produ');
    expect([code !== 0, calls]).toEqual([true, []]);
    expect(said).toContain('produ.json');
  });
});

describe('a deployment that is nowhere is refused, with those that are there', () => {
  test.each(named.filter(([, { mayBeFirst, looksBefore }]) => !mayBeFirst && !looksBefore))('%s', async (_, command) => {
    const { code, said, calls } = await run(command, 'staging');
    expect([code !== 0, writes(calls)]).toEqual([true, []]);
    expect(said.replaceAll(/\s+/g, ' ')).toContain('deployments there: prod');
  });
});

describe('a region in which the deployment is not is refused', () => {
  test.each(named.filter(([, { looksBefore }]) => !looksBefore))('%s', async (_, command) => {
    const { code, said, calls } = await run(command, 'prod', { region: ELSEWHERE });
    expect([code !== 0, writes(calls)]).toEqual([true, []]);
    expect(said.replaceAll(/\s+/g, ' ')).toContain(
      `${ELSEWHERE} has no stack tenantry-prod-landing-zone: the deployment prod is in another region`,
    );
  });
});

test('the accounts of the laptop are those of the configuration', () => {
  expect(configOf('dev').accounts).toEqual(ACCOUNTS);
});
