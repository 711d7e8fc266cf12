import {
  CreateDistributionCommand,
  GetDistributionCommand,
  type GetDistributionCommandOutput,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { built } from '../testing/built.ts';
import { tenant } from '../testing/tenant.ts';
import { certificate } from './certificate.ts';
import { distribution } from './distribution.ts';
import { distributionDeployed } from './distribution-deployed.ts';
import { originAccessControl } from './origin-access-control.ts';
import { responseHeadersPolicy } from './response-headers-policy.ts';
import { viewerRequestFunction } from './viewer-request-function.ts';
import { webAcl } from './web-acl.ts';

const distributions = async ({ cloudFront, domain }: Scope): Promise<string[]> => {
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
  return DistributionList?.Items?.flatMap(({ Id = '', Aliases }) => (Aliases?.Items?.includes(domain) ? [Id] : [])) ?? [];
};
const configOf = async ({ cloudFront }: Scope, Id: string) => cloudFront.send(new GetDistributionConfigCommand({ Id }));

stepContract({
  step: distribution,
  tenant: async () => {
    const one = await tenant();
    return { scope: one.scope, needs: await built(one) };
  },
  list: distributions,
  drift: async (scope, _needs, { distributionId: Id }) => {
    const { DistributionConfig, ETag } = await configOf(scope, Id);
    const { DefaultCacheBehavior } = DistributionConfig!;
    const spoiled = {
      ...DistributionConfig!,
      WebACLId: '',
      DefaultCacheBehavior: { ...DefaultCacheBehavior!, ViewerProtocolPolicy: 'allow-all' as const },
    };
    await scope.cloudFront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: spoiled }));
  },
  isSound: async (scope, needs, { distributionId }) => {
    const { DistributionConfig } = await configOf(scope, distributionId);
    return (
      DistributionConfig?.WebACLId === needs.webAclArn &&
      DistributionConfig?.DefaultCacheBehavior?.ViewerProtocolPolicy === 'redirect-to-https'
    );
  },
});

test('verifying an unchanged distribution changes nothing', async () => {
  const one = await tenant();
  const needs = await built(one);
  const out = await distribution.ensure(one.scope, needs, {});
  const before = await configOf(one.root, out.distributionId);
  await distribution.ensure(one.scope, needs, out);
  expect((await configOf(one.root, out.distributionId)).ETag).toBe(before.ETag);
  await settled(() => distribution.remove(one.scope, {}, out));
});

test('a distribution that somebody deleted is replaced, and the replacement is verified like the first', async () => {
  const one = await tenant();
  const needs = await built(one);
  const first = await distribution.ensure(one.scope, needs, {});
  await settled(() => distribution.remove(one.scope, {}, first));
  const second = await distribution.ensure(one.scope, needs, first);
  expect(second.distributionId).not.toBe(first.distributionId);
  const { ETag } = await configOf(one.root, second.distributionId);
  expect(await distribution.ensure(one.scope, needs, second)).toEqual(second);
  expect((await configOf(one.root, second.distributionId)).ETag).toBe(ETag);
  await settled(() => distribution.remove(one.scope, {}, second));
});

test('an account that CloudFront has not verified yet stalls the stage and never fails it', async () => {
  const one = await tenant();
  const needs = await built(one);
  const message = 'Your account must be verified before you can add new CloudFront resources.';
  const send = async (command: object) => {
    if (command instanceof ListDistributionsCommand) return {};
    throw Object.assign(new Error(message), { name: 'AccessDenied' });
  };
  const refused = { ...one.scope, s3: one.scope.s3, cloudFront: { send } as unknown as Scope['cloudFront'] };
  await expect(distribution.ensure(refused, needs, {})).rejects.toThrow(StalledError);
});

test('creating does not wait; a step of its own does, until every edge location has it', async () => {
  const one = await tenant();
  const out = await distribution.ensure(one.scope, await built(one), {});
  const changed = (answer: GetDistributionCommandOutput) => ({
    ...answer,
    Distribution: { ...answer.Distribution!, Status: 'InProgress' },
  });
  const early = { ...one.scope, cloudFront: seenAs(one.scope.cloudFront, GetDistributionCommand, changed) };
  await expect(distributionDeployed.ensure(early, out, {})).rejects.toThrow(Wait);
  await settled(() => distributionDeployed.ensure(one.scope, out, {}));
  const { Distribution } = await one.root.cloudFront.send(new GetDistributionCommand({ Id: out.distributionId }));
  expect(Distribution?.Status).toBe('Deployed');
  await settled(() => distribution.remove(one.scope, {}, out));
});

test('a domain that a foreign distribution serves is an error that says so', async () => {
  const one = await tenant();
  const needs = await built(one);
  const { distributionId } = await distribution.ensure(one.scope, needs, {});
  // The same domain for another tenant, in another account.
  const other = await tenant();
  const taken = { ...other, scope: { ...other.scope, domain: one.scope.domain } };
  const theirs = await built(taken);
  await expect(distribution.ensure(taken.scope, theirs, {})).rejects.toThrow(StalledError);
  await settled(() => distribution.remove(taken.scope, {}, {}));
  expect(await distributions(one.root)).toEqual([distributionId]);
  // In the tenant's own account, without our tag.
  const { DistributionConfig } = await configOf(one.root, distributionId);
  await settled(() => distribution.remove(one.scope, {}, {}));
  await one.root.cloudFront.send(
    new CreateDistributionCommand({ DistributionConfig: { ...DistributionConfig!, CallerReference: 'foreign' } }),
  );
  await expect(distribution.ensure(one.scope, needs, {})).rejects.toThrow(one.scope.domain);
  await settled(() => distribution.remove(one.scope, {}, {}));
  expect(await distributions(one.root)).toHaveLength(1);
});

const uses = [viewerRequestFunction, responseHeadersPolicy, originAccessControl, webAcl, certificate];

test('what a distribution uses waits for it on the way back', async () => {
  const one = await tenant();
  const { scope } = one;
  const out = await distribution.ensure(scope, await built(one), {});
  const waiting: string[] = [];
  for (const used of uses) {
    const isWait = await used.remove(scope, {}, {}).then(
      () => false,
      (error) => error instanceof Wait,
    );
    if (isWait) waiting.push(used.name);
  }
  expect(waiting).toEqual(uses.map(({ name }) => name));
  await expect(distribution.remove(scope, {}, out)).rejects.toThrow(Wait);
  await settled(() => distribution.remove(scope, {}, out));
  for (const used of uses) await settled(() => used.remove(scope, {}, {}));
});
