import {
  type CloudFrontClient,
  CreateDistributionCommand,
  CreateDistributionWithTagsCommand,
  GetDistributionCommand,
  type GetDistributionCommandOutput,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import { originHashes } from '@tenantry/shared/aws/origin-secret';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { replacing } from '@tenantry/shared/testing/clients';
import { refusing, seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { admitted } from '../api-door.ts';
import { cloudFrontOf } from '../cloudfront.ts';
import { distributionConfig, originSecretIn } from '../distribution-config.ts';
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

const distributions = async (root: Scope, { domain }: { domain: string }): Promise<string[]> => {
  const { DistributionList } = await cloudFrontOf(root).send(new ListDistributionsCommand({}));
  return DistributionList?.Items?.flatMap(({ Id = '', Aliases }) => (Aliases?.Items?.includes(domain) ? [Id] : [])) ?? [];
};
const configOf = (root: Scope, Id: string) => cloudFrontOf(root).send(new GetDistributionConfigCommand({ Id }));
const withCloudFront = (scope: Scope, client: CloudFrontClient): Scope => ({ ...scope, tenant: replacing(scope.tenant, client) });
const withDistribution = async () => {
  const one = await built(await tenant());
  return { ...one, needs: { ...one.needs, ...(await distribution.ensure(one.scope, one.needs, {})) } };
};

stepContract({
  step: distribution,
  tenant: async () => built(await tenant()),
  list: distributions,
  foreign: async (root, needs) => {
    const bucketHost = `${needs.bucketName}.s3.us-east-1.amazonaws.com`;
    const DistributionConfig = {
      ...distributionConfig({ ...needs, tenantId: root.tenantId, bucketHost, originSecret: 'theirs' }),
      CallerReference: 'theirs',
    };
    const { Distribution, ETag } = await cloudFrontOf(root).send(new CreateDistributionCommand({ DistributionConfig }));
    const id = Distribution?.Id ?? '';
    return { id, isUntouched: async () => (await configOf(root, id)).ETag === ETag };
  },
  drift: async (root, _needs, { distributionId: Id }) => {
    const { DistributionConfig, ETag } = await configOf(root, Id);
    const { DefaultCacheBehavior } = DistributionConfig!;
    const spoiled = {
      ...DistributionConfig!,
      WebACLId: '',
      DefaultCacheBehavior: { ...DefaultCacheBehavior!, ViewerProtocolPolicy: 'allow-all' as const },
    };
    await cloudFrontOf(root).send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: spoiled }));
  },
  isSound: async (root, needs, { distributionId }) => {
    const { DistributionConfig } = await configOf(root, distributionId);
    return (
      DistributionConfig?.WebACLId === needs.webAclArn &&
      DistributionConfig?.DefaultCacheBehavior?.ViewerProtocolPolicy === 'redirect-to-https'
    );
  },
});

stepContract({ step: distributionDeployed, keepsAfterRemove: true, tenant: withDistribution, list: distributions });

test('verifying an unchanged distribution changes nothing, nor does its creation change it at once', async () => {
  const { scope, root, needs } = await built(await tenant());
  const made: (string | undefined)[] = [];
  const watched = seenAs(cloudFrontOf(scope), CreateDistributionWithTagsCommand, (answer: { ETag?: string }) => {
    made.push(answer.ETag);
    return answer;
  });
  const out = await distribution.ensure(withCloudFront(scope, watched), needs, {});
  await distribution.ensure(scope, needs, out);
  await distribution.ensure(scope, needs, {});
  expect(made).toEqual([(await configOf(root, out.distributionId)).ETag]);
  await settled(() => distribution.remove(scope, needs, out));
});

const DAY_MS = 86_400_000;
test("the API's secret is another one after a month, and until CloudFront sends it everywhere both count", async () => {
  const { scope, root, needs } = await withDistribution();
  const sent = async () => originSecretIn((await configOf(root, needs.distributionId)).DistributionConfig) ?? '';
  const known = () => admitted(root, needs.apiId);
  const first = await sent();
  expect(await known()).toBe(originHashes([first]));
  const nextMonth = { ...scope, now: () => Date.now() + 31 * DAY_MS };
  await distribution.ensure(nextMonth, needs, {});
  const second = await sent();
  expect(second).not.toBe(first);
  expect(await known()).toBe(originHashes([second, first]));
  await settled(() => distributionDeployed.ensure(nextMonth, needs, {}));
  expect(await known()).toBe(originHashes([second]));
  await settled(() => distribution.remove(scope, needs, {}));
});

test('a change of the secret that was cut short before CloudFront knew is done again, and the one in use counts throughout', async () => {
  const { scope, root, needs } = await withDistribution();
  const first = originSecretIn((await configOf(root, needs.distributionId)).DistributionConfig) ?? '';
  const nextMonth = { ...scope, now: () => Date.now() + 31 * DAY_MS };
  const cut = refusing(cloudFrontOf(scope), UpdateDistributionCommand, 'Throttling');
  for (let i = 0; i < 2; i++) {
    await expect(distribution.ensure(withCloudFront(nextMonth, cut), needs, {})).rejects.toThrow();
    expect((await admitted(root, needs.apiId))?.split(',')[1]).toBe(originHashes([first]));
  }
  await distribution.ensure(nextMonth, needs, {});
  const second = originSecretIn((await configOf(root, needs.distributionId)).DistributionConfig) ?? '';
  expect(await admitted(root, needs.apiId)).toBe(originHashes([second, first]));
  await settled(() => distribution.remove(scope, needs, {}));
});

test('a distribution that somebody deleted is replaced, and the replacement is verified like the first', async () => {
  const { scope, root, needs } = await built(await tenant());
  const first = await distribution.ensure(scope, needs, {});
  await settled(() => distribution.remove(scope, needs, first));
  const second = await distribution.ensure(scope, needs, first);
  expect(second.distributionId).not.toBe(first.distributionId);
  const { ETag } = await configOf(root, second.distributionId);
  expect(await distribution.ensure(scope, needs, second)).toEqual(second);
  expect((await configOf(root, second.distributionId)).ETag).toBe(ETag);
  await settled(() => distribution.remove(scope, needs, second));
});

test('an account that CloudFront has not verified yet stalls the stage and never fails it', async () => {
  const { scope, needs } = await built(await tenant());
  const message = 'Your account must be verified before you can add new CloudFront resources.';
  const unverified = refusing(cloudFrontOf(scope), CreateDistributionWithTagsCommand, 'AccessDenied', undefined, message);
  await expect(distribution.ensure(withCloudFront(scope, unverified), needs, {})).rejects.toThrow(StalledError);
});

test('creating does not wait; another step does, until every edge location has it', async () => {
  const { scope, root, needs } = await withDistribution();
  const changed = (answer: GetDistributionCommandOutput) => ({
    ...answer,
    Distribution: { ...answer.Distribution!, Status: 'InProgress' },
  });
  const early = withCloudFront(scope, seenAs(cloudFrontOf(scope), GetDistributionCommand, changed));
  await expect(distributionDeployed.ensure(early, needs, {})).rejects.toThrow(Wait);
  await settled(() => distributionDeployed.ensure(scope, needs, {}));
  const { Distribution } = await cloudFrontOf(root).send(new GetDistributionCommand({ Id: needs.distributionId }));
  expect(Distribution?.Status).toBe('Deployed');
  await settled(() => distribution.remove(scope, needs, {}));
});

test("a domain that another account's distribution serves is an error that says so", async () => {
  const { root, needs } = await withDistribution();
  const other = await tenant();
  const theirs = await built({ ...other, needs: { ...other.needs, domain: needs.domain } });
  await expect(distribution.ensure(theirs.scope, theirs.needs, {})).rejects.toMatchObject({
    name: 'StalledError',
    code: 'CNAMEAlreadyExists',
    message: expect.stringContaining(needs.domain),
  });
  await settled(() => distribution.remove(theirs.scope, theirs.needs, {}));
  expect(await distributions(root, needs)).toEqual([needs.distributionId]);
});

const uses = [viewerRequestFunction, responseHeadersPolicy, originAccessControl, webAcl, certificate];

test('what a distribution uses is removed after it', async () => {
  const { scope, needs } = await withDistribution();
  const waiting: string[] = [];
  for (const used of uses) {
    const isWait = await used.remove(scope, needs, {}).then(
      () => false,
      (error) => error instanceof Wait,
    );
    if (isWait) waiting.push(used.name);
  }
  expect(waiting).toEqual(uses.map(({ name }) => name));
  await expect(distribution.remove(scope, needs, {})).rejects.toThrow(Wait);
  await settled(() => distribution.remove(scope, needs, {}));
  for (const used of uses) await settled(() => used.remove(scope, needs, {}));
});
