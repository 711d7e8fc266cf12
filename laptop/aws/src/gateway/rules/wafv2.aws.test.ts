import { ListDistributionsByWebACLIdCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { DeleteWebACLCommand, GetWebACLCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quotas } from './quotas.ts';
import { configuration, type Edge, startEdge } from './testing/edge.ts';
import { errorOf, freshAccount } from './testing/ruled-aws.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

describe('a web ACL', () => {
  test('for CloudFront lives in us-east-1 only', async () => {
    const elsewhere = new WAFV2Client(edge.as(freshAccount(), 'eu-west-1'));
    expect(await errorOf(elsewhere.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' })))).toBe('WAFInvalidParameterException');
  });

  test('has a name of its own', async () => {
    const one = edge.customer();
    await one.webAcl();
    expect(await errorOf(one.webAcl())).toBe('ThrottlingException'); // One creation a second, the refused ones too.
    edge.advance(1);
    expect(await errorOf(one.webAcl())).toBe('WAFDuplicateItemException');
  });

  test('comes with a marker on each page, the last one too, and once more with none', async () => {
    const one = edge.customer();
    const page = (NextMarker?: string) => one.waf.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT', NextMarker }));
    expect((await page()).NextMarker).toBeUndefined();
    const { Name } = await one.webAcl();
    expect(await page()).toMatchObject({ WebACLs: [{ Name }], NextMarker: Name });
    expect(await page(Name)).toMatchObject({ WebACLs: [], NextMarker: Name });
  });

  test('in use is not deleted, and names the distributions that use it', async () => {
    const one = edge.customer();
    const { Id, Name, ARN } = await one.webAcl();
    const created = await one.distribution(configuration('r', { WebACLId: ARN! }));
    const list = async () => (await one.cloudfront.send(new ListDistributionsByWebACLIdCommand({ WebACLId: ARN }))).DistributionList!;
    const remove = async (LockToken?: string) => {
      const acl = { Id: Id!, Name: Name!, Scope: 'CLOUDFRONT' as const };
      const current = (await one.waf.send(new GetWebACLCommand(acl))).LockToken;
      return errorOf(one.waf.send(new DeleteWebACLCommand({ ...acl, LockToken: LockToken ?? current })));
    };
    expect((await list()).Items!.map((item) => item.Id)).toEqual([created.Distribution!.Id]);
    expect(await remove()).toBe('WAFAssociatedItemException');
    const without = { Id: created.Distribution!.Id!, IfMatch: created.ETag, DistributionConfig: configuration('r') };
    await one.cloudfront.send(new UpdateDistributionCommand(without));
    expect((await list()).Quantity).toBe(0);
    expect(await remove('11111111-1111-1111-1111-111111111111')).toBe('WAFOptimisticLockException');
    expect(await remove()).toBe('none');
  });

  test('is one of as many as the quota allows', async () => {
    const one = edge.customer();
    const limit = quotas(edge.local.context);
    limit.webAclsPerAccount = 0;
    expect(await errorOf(one.webAcl())).toBe('WAFLimitsExceededException');
    limit.webAclsPerAccount = 1;
    edge.advance(1);
    await one.webAcl();
    edge.advance(1);
    expect(await errorOf(one.webAcl())).toBe('WAFLimitsExceededException');
    limit.webAclsPerAccount = 100;
  });
});
