import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AwsOptions } from '@laptop/aws/aws';
import { identityCenter } from '@laptop/aws/gateway/emulated/sso-admin/sso-admin';
import { switches } from '@laptop/aws/gateway/rules/by-hand';
import { ZONE_IDS } from '@laptop/aws/testing/accounts';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import type { Place } from '@tenantry/landing-zone/before/place';
import type { Answer, Precondition } from '@tenantry/landing-zone/before/precondition';
import { preconditions } from '@tenantry/landing-zone/before/preconditions';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { ROOT } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { WORLD } from '../../laptop/src/world.ts';
import { administratorRole } from './administrator.ts';

const { vpn: _vpn, ...network } = configOf('dev').network;
/** Of the account's own doing: what the configuration names in AWS is not there in an empty one. */
const config: Config = { ...configOf('dev'), region: 'eu-central-1', network: { ...network, zoneIds: [...ZONE_IDS] } };

let aws: OwnAws;
afterAll(() => aws.stop());

/** Credentials of a role that may do everything, as a person's who deploys. */
const administratorOf = async (accountId: string) => {
  const root = aws.as(accountId);
  const RoleArn = await administratorRole(root, accountId, 'administrator');
  const { Credentials } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};

/** Starts the AWS of the next tests in place of the one before. */
const start = async (options: Partial<AwsOptions> = {}): Promise<Keys> => {
  await aws?.stop();
  aws = await startOwnAws({ world: WORLD, ...options });
  return administrators();
};

type Keys = Readonly<Partial<Record<AccountName, Awaited<ReturnType<typeof administratorOf>>>>>;
const administrators = async (): Promise<Keys> => {
  const pairs = await Promise.all(Object.entries(ACCOUNTS).map(async ([name, id]) => [name, await administratorOf(id)] as const));
  return Object.fromEntries(pairs);
};
const placeOf = (keys: Keys, more: Partial<Place> = {}): Place => ({
  deployment: 'dev',
  config,
  file: 'config/dev.json',
  clientOf: (account, region = config.region) => ({
    ...aws.as(ACCOUNTS[account]),
    region,
    ...(keys[account] ? { credentials: keys[account] } : {}),
  }),
  credentialsName: (account) => `profile tenantry-${account}`,
  nameServers: async () => [],
  isSpecialUse: (domain) => domain.endsWith('.localhost'),
  fetch: () => Promise.reject(new Error('no network')),
  now: () => aws.local.clock.now(),
  ...more,
});
const look = async (keys: Keys, more: Partial<Place> = {}) => {
  const since = aws.local.journal.mark();
  const found = await preconditions(placeOf(keys, more));
  return { found, calls: aws.local.journal.since(since) };
};
const withAnswer = (found: readonly Precondition[], ...answers: readonly Answer[]): readonly string[] =>
  found.filter(({ answer }) => answers.includes(answer)).map(({ id }) => id);

const READS = /^(Get|List|Describe)/;
const writes = (calls: readonly { readonly operation: string }[]): readonly string[] =>
  calls.map(({ operation }) => operation).filter((operation) => !READS.test(operation));

describe('a new organization', () => {
  let keys: Keys;
  beforeAll(async () => {
    keys = await start({ aws: 'fresh' });
  });

  test('every precondition that is missing is named, each with fix and source', async () => {
    const { found, calls } = await look(keys);
    expect(withAnswer(found, 'missing')).toEqual([
      'cost-explorer',
      'accounts',
      'peerings-networking',
      'peerings-superAdmin',
      'concurrency',
      'builds',
    ]);
    expect(withAnswer(found, 'refused')).toEqual(['billing-access']);
    expect(withAnswer(found, 'unknown')).toEqual(['cloudfront']);
    for (const { fix, source } of found) expect([fix.length > 20, source]).toEqual([true, expect.stringMatching(/^https:/)]);
    expect(found.find(({ id }) => id === 'concurrency')?.fix).toContain(
      '--quota-code L-B99A9384 --desired-value 100 --region eu-central-1',
    );
    expect(writes(calls)).toEqual([]);
  });

  test('what a person has done is found the next time; that root sees the bill says nothing', async () => {
    Object.assign(switches(aws.local.context), { costExplorer: true, billingAccess: true });
    const answers = async (others: Keys) => {
      const { found } = await look(others);
      return ['cost-explorer', 'billing-access'].map((id) => found.find((one) => one.id === id)?.answer);
    };
    expect(await answers({})).toEqual(['ok', 'unknown']);
    expect(await answers(keys)).toEqual(['ok', 'ok']);
  });
});

describe('an organization that has what is asked for', () => {
  let keys: Keys;
  beforeAll(async () => {
    keys = await start();
  });

  test('lacks nothing; only what no API says is left to a person', async () => {
    const { found, calls } = await look(keys);
    expect(found.filter(({ answer }) => answer !== 'ok')).toEqual([
      expect.objectContaining({ id: 'cloudfront', answer: 'unknown', fix: expect.stringContaining('--confirm cloudfront') }),
    ]);
    expect(calls.length).toBeGreaterThan(30);
    expect(writes(calls)).toEqual([]);
    expect(calls.flatMap(({ iamMistakes = [], modelViolations = [] }) => [...iamMistakes, ...modelViolations])).toEqual([]);
  });

  test('a profile of another account is named with both accounts, and nothing else is asked there', async () => {
    const foreign = '999999999999';
    const clientOf: Place['clientOf'] = (account, region = config.region) => ({
      ...aws.as(account === 'owner' ? foreign : ACCOUNTS[account]),
      region,
    });
    const { found, calls } = await look({}, { clientOf });
    expect(found.find(({ id }) => id === 'identity-owner')).toMatchObject({
      answer: 'missing',
      detail: expect.stringContaining(`accounts.owner is ${ACCOUNTS.owner}, but profile tenantry-owner is of account ${foreign}`),
    });
    expect(calls.filter(({ account }) => account === foreign).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    const inOwner = found.filter(({ account, id }) => account === 'owner' && id !== 'identity-owner');
    expect(new Set(inOwner.map(({ answer }) => answer))).toEqual(new Set(['unknown']));
  });

  test('what AWS does not let the credentials read is refused, and not missing', async () => {
    aws.local.faults.add({
      match: { operation: 'GetServiceQuota', account: ACCOUNTS.devops, contains: 'L-9D07B6EF' },
      effect: { kind: 'error', code: 'AccessDeniedException', message: 'no' },
    });
    const { found } = await look({});
    expect(found.find(({ id }) => id === 'builds')).toMatchObject({ answer: 'refused', detail: 'AccessDeniedException: no' });
  });

  test('Identity Center in another region is missing in this one', async () => {
    const center = identityCenter(aws.local.context);
    const before = { ...center };
    center.region = 'ap-southeast-2';
    const { found } = await look({});
    delete center.region;
    Object.assign(center, before);
    expect(found.find(({ id }) => id === 'identity-center')).toMatchObject({
      answer: 'missing',
      detail: expect.stringContaining('there is no IAM Identity Center in eu-central-1'),
    });
  });

  const changed: readonly [field: string, more: Partial<Config>, id: string, answer: Answer][] = [
    ['emailPattern', { organization: { ...config.organization, emailPattern: '{tenantId}@example.com' } }, 'root-mailbox', 'unknown'],
    ['zoneIds', { network: { ...config.network, zoneIds: ['euc1-az1', 'euc1-az9'] } }, 'region-devops', 'missing'],
    ['rootDomain', { rootDomain: 'app.hospital.com' }, 'delegation', 'unknown'],
    ['identityCenter', { identityCenter: { assignments: [{ group: 'nobody', permissionSet: 'TenantViewer' }] } }, 'groups', 'missing'],
  ];
  test.each(changed)('of the configuration, %s is looked at', async (_field, more, id, answer) => {
    const { found } = await look({}, { config: { ...config, ...more } });
    expect(found.find((one) => one.id === id)).toMatchObject({ answer });
  });

  test('the command prints it, and ends with 0 once a person has confirmed the rest', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'before-'));
    const file = path.join(folder, 'dev.json');
    const profiles = path.join(folder, 'profiles');
    await writeFile(file, JSON.stringify(config));
    await writeFile(profiles, profilesText(aws.local, 'dev'));
    const env = { PATH: process.env.PATH, AWS_CONFIG_FILE: profiles };
    const args = ['cli/bin/tenantry.mjs', 'doctor', '--before', '--json', '--config', file];
    const run = async (...more: readonly string[]) => {
      const done = await promisify(execFile)(process.execPath, [...args, ...more], { cwd: ROOT, env }).catch((error) => error);
      return { code: done.code ?? 0, answer: JSON.parse(done.stdout) as { isOk: boolean; preconditions: readonly Precondition[] } };
    };
    const open = await run();
    expect([open.code, withAnswer(open.answer.preconditions, 'unknown', 'missing', 'refused')]).toEqual([
      8,
      ['billing-access', 'cloudfront'],
    ]);
    const confirmed = await run('--confirm', 'billing-access', '--confirm', 'cloudfront');
    expect([confirmed.code, confirmed.answer.isOk]).toEqual([0, true]);
    await rm(folder, { recursive: true });
  });
});
