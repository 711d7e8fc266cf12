import {
  CreateDistributionWithTagsCommand,
  DeleteDistributionCommand,
  DeleteOriginAccessControlCommand,
  type DistributionConfig,
  GetDistributionCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quotas } from '../quotas.ts';
import { configuration, type Edge, startEdge, withName } from '../testing/edge.ts';
import { errorOf } from '../testing/ruled-aws.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

describe('a distribution', () => {
  test('is InProgress for 195 seconds after its creation and after every change', async () => {
    const one = edge.customer();
    const created = await one.distribution(configuration('r'));
    const Id = created.Distribution!.Id!;
    const status = async () => (await one.cloudfront.send(new GetDistributionCommand({ Id }))).Distribution!.Status;
    expect([created.Distribution!.Status, await status()]).toEqual(['InProgress', 'InProgress']);
    edge.advance(196);
    expect(await status()).toBe('Deployed');
    expect((await one.cloudfront.send(new ListDistributionsCommand({}))).DistributionList!.Items![0]!.Status).toBe('Deployed');
    await one.cloudfront.send(
      new UpdateDistributionCommand({ Id, IfMatch: created.ETag, DistributionConfig: configuration('r', { Comment: 'changed' }) }),
    );
    expect(await status()).toBe('InProgress');
  });

  test('is deleted only when disabled and deployed', async () => {
    const one = edge.customer();
    const { Distribution, ETag } = await one.distribution(configuration('r'));
    const Id = Distribution!.Id!;
    const remove = (IfMatch: string | undefined) => errorOf(one.cloudfront.send(new DeleteDistributionCommand({ Id, IfMatch })));
    edge.advance(196);
    expect(await remove(ETag)).toBe('DistributionNotDisabled');
    const disabled = configuration('r', { Enabled: false });
    const update = await one.cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: disabled }));
    expect(await remove(update.ETag)).toBe('DistributionNotDisabled');
    edge.advance(196);
    expect(await remove(ETag)).toBe('PreconditionFailed');
    expect(await remove(update.ETag)).toBe('none');
  });

  test('has a caller reference of its own', async () => {
    const one = edge.customer();
    await one.distribution(configuration('r'));
    expect(await errorOf(one.distribution(configuration('r')))).toBe('DistributionAlreadyExists');
    expect(await errorOf(one.distribution(configuration('s')))).toBe('none');
  });

  test('with a name needs an issued certificate that covers it', async () => {
    const one = edge.customer();
    const pending = await one.certificate();
    const attempt = (domain: string, arn: string) => errorOf(one.distribution(configuration(`${domain}${arn}`, withName(domain, arn))));
    expect(await attempt(one.domain, pending)).toBe('InvalidViewerCertificate');
    expect(await errorOf(one.distribution(configuration('n', { Aliases: { Quantity: 1, Items: [one.domain] } })))).toBe(
      'InvalidViewerCertificate',
    );
    const good = await one.issued();
    expect(await attempt(`x.${one.domain}`, good)).toBe('InvalidViewerCertificate');
    expect(await attempt(one.domain, good.replace('us-east-1', 'eu-west-1'))).toBe('InvalidViewerCertificate');
    expect(await attempt(one.domain, good)).toBe('none');
  });

  test('has names that no other distribution in any account has', async () => {
    const [one, two] = [edge.customer(), edge.customer()];
    await one.distribution(configuration('r', withName(one.domain, await one.issued())));
    const theirs = configuration('r', withName(one.domain, await two.issued(one.domain)));
    expect(await errorOf(two.distribution(theirs))).toBe('CNAMEAlreadyExists');
  });

  test('has no name that DNS leads to another distribution, by its own record or by a wildcard', async () => {
    const [one, other] = [edge.customer(), edge.customer()];
    const { Distribution } = await other.distribution(configuration('r'));
    const named = async (domain: string) => configuration(domain, withName(domain, await one.issued(domain)));
    const attempt = async (domain: string) => errorOf(one.distribution(await named(domain)));
    await edge.write(`own.${one.domain}`, Distribution!.DomainName!);
    await edge.write(`*.wild.${one.domain}`, Distribution!.DomainName!);
    await edge.write(`gone.${one.domain}`, 'dgone.cloudfront.net');
    expect(await attempt(`own.${one.domain}`)).toBe('InvalidArgument');
    expect(await attempt(`any.wild.${one.domain}`)).toBe('InvalidArgument');
    expect(await attempt(`gone.${one.domain}`)).toBe('none');
  });

  test('keeps a name that DNS leads to itself', async () => {
    const one = edge.customer();
    const config = configuration('r', withName(one.domain, await one.issued()));
    const { Distribution, ETag } = await one.distribution(config);
    await edge.write(one.domain, Distribution!.DomainName!);
    const input = { Id: Distribution!.Id!, IfMatch: ETag, DistributionConfig: { ...config, Comment: 'changed' } };
    expect(await errorOf(one.cloudfront.send(new UpdateDistributionCommand(input)))).toBe('none');
  });

  test('is one of as many as the quota allows', async () => {
    const one = edge.customer();
    const limit = quotas(edge.local.context);
    limit.distributionsPerAccount = 1;
    await one.distribution(configuration('r'));
    expect(await errorOf(one.distribution(configuration('s')))).toBe('TooManyDistributions');
    limit.distributionsPerAccount = 200;
  });

  test('refers only to what exists', async () => {
    const one = edge.customer();
    const attempt = (change: Partial<DistributionConfig>, oac?: string) =>
      errorOf(one.distribution(configuration(JSON.stringify(change), change, oac)));
    const WebACLId = `arn:aws:wafv2:us-east-1:${one.accountId}:global/webacl/x/11111111-1111-1111-1111-111111111111`;
    const behavior = { TargetOriginId: 'ui', ViewerProtocolPolicy: 'redirect-to-https' as const };
    const none = '11111111-1111-1111-1111-111111111111';
    expect(await attempt({ WebACLId })).toBe('InvalidWebACLId');
    expect(await attempt({}, 'E0000000000000')).toBe('InvalidOriginAccessControl');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, CachePolicyId: none } })).toBe('NoSuchCachePolicy');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, ResponseHeadersPolicyId: none } })).toBe('NoSuchResponseHeadersPolicy');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, TargetOriginId: 'api' } })).toBe('NoSuchOrigin');
    expect(await attempt({}, (await one.accessControl()).Id)).toBe('none');
  });

  test('may carry tags and still answers InProgress', async () => {
    const one = edge.customer();
    const Tags = { Items: [{ Key: 'shop:customer-id', Value: 't1' }] };
    const DistributionConfigWithTags = { DistributionConfig: configuration('r'), Tags };
    const { Distribution } = await one.cloudfront.send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags }));
    expect(Distribution!.Status).toBe('InProgress');
  });

  test('keeps its origin access control from being deleted', async () => {
    const one = edge.customer();
    const control = await one.accessControl();
    await one.distribution(configuration('r', {}, control.Id));
    expect(await errorOf(one.cloudfront.send(new DeleteOriginAccessControlCommand(control)))).toBe('OriginAccessControlInUse');
  });
});
