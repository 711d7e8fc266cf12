import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { expect, describe as group, test } from '@jest/globals';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { configFile, configOf } from '@tenantry/shared/deployment/config';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { deployLandingZone } from './deploy.ts';
import { lowerNegativeTtl } from './negative-ttl.ts';

const { accounts, region } = configOf('dev');
/** What was called in an account: `STS GetCallerIdentity`. */
const callsIn = async (accountId: string): Promise<readonly string[]> => {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/journal`);
  const { entries } = (await answer.json()) as { entries: readonly { account: string; operation: string }[] };
  return entries.filter(({ account }) => account === accountId).map(({ operation }) => operation);
};

group('with credentials of another account', () => {
  test('the landing zone is refused before anything is written, and names field, both accounts and profile', async () => {
    const foreign = unusedAccountId();
    const lines: string[] = [];
    const deployment = deployLandingZone({
      deployment: 'dev',
      isNamed: true,
      credentialsOf: (account: AccountName) => rootOf(account === 'networking' ? foreign : accounts[account]).credentials,
      credentialsName: (account) => `profile of ${account}`,
      log: (line) => lines.push(line),
    });
    await expect(deployment).rejects.toThrow(
      `nothing was changed: deployment dev (${configFile('dev')}), region ${region}\n  accounts.networking is ${accounts.networking}, but profile of networking is of account ${foreign}.`,
    );
    expect(lines).toEqual([`deployment dev (${configFile('dev')}), region ${region}`]);
    expect(await callsIn(foreign)).toEqual(['GetCallerIdentity']);
  });

  test.each(['deploy', 'remove'])('serverless %s is refused before anything is written', async (command) => {
    const foreign = unusedAccountId();
    const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
    const cwd = fileURLToPath(new URL('../../services/dns/', import.meta.url));
    const env = { ...process.env, AWS_ACCESS_KEY_ID: foreign, AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: '' };
    const run = promisify(execFile)(process.execPath, [serverless, command], { cwd, env });
    const refusal = await run.catch((error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error);
    expect(refusal).toMatchObject({ code: 1 });
    const said = `${refusal.stdout}${refusal.stderr}`;
    expect(said).toContain(`deployment dev, as no --stage was given (${configFile('dev')})`);
    expect(said).toMatch(new RegExp(`superAdmin is ${accounts.superAdmin}, but .+ is of account ${foreign}\\.`));
    expect(new Set(await callsIn(foreign))).toEqual(new Set(['GetCallerIdentity']));
  });
});

test("the zone's SOA is lowered once: a second deployment finds it so", async () => {
  const route53 = new Route53Client(rootOf(unusedAccountId()));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'soa.example', CallerReference: 'soa' }));
  const zone = { id: HostedZone?.Id?.replace('/hostedzone/', '') ?? '', name: 'soa.example' };
  expect([await lowerNegativeTtl(route53, zone), await lowerNegativeTtl(route53, zone)]).toEqual([true, false]);
  const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone.id }));
  expect(ResourceRecordSets.map(({ Type }) => Type).sort()).toEqual(['NS', 'SOA']);
});
