import { CreateWebACLCommand, GetWebACLCommand, ListWebACLsCommand, UpdateWebACLCommand } from '@aws-sdk/client-wafv2';
import { expect, test } from '@jest/globals';
import { agrees } from '@tenantry/shared/aws/agrees';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { StalledError } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { webAclSettings } from '../web-acl-rules.ts';
import { webAcl } from './web-acl.ts';

const webAcls = async ({ waf, tenantId }: Scope) => {
  const { WebACLs = [] } = await waf.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' }));
  return WebACLs.filter(({ Name }) => Name === tenantResourceName(tenantId));
};
const get = async (scope: Scope) => {
  const [summary] = await webAcls(scope);
  return scope.waf.send(new GetWebACLCommand({ Scope: 'CLOUDFRONT', Name: summary?.Name, Id: summary?.Id }));
};

stepContract({
  step: webAcl,
  tenant: async () => ({ scope: (await tenant()).scope, needs: {} }),
  list: async (scope) => (await webAcls(scope)).map(({ ARN = '' }) => ARN),
  drift: async (scope) => {
    const { WebACL, LockToken } = await get(scope);
    const { Name, Id, VisibilityConfig } = WebACL!;
    const spoiled = { DefaultAction: { Allow: {} }, Rules: WebACL!.Rules!.slice(1), VisibilityConfig };
    await scope.waf.send(new UpdateWebACLCommand({ Scope: 'CLOUDFRONT', Name, Id, LockToken, ...spoiled }));
  },
  isSound: async (scope) => agrees((await get(scope)).WebACL, webAclSettings(scope.tenantId)),
});

test('a web ACL of our name without our tag is an error that says so, and is never touched', async () => {
  const { scope, root } = await tenant();
  const Name = tenantResourceName(scope.tenantId);
  await root.waf.send(new CreateWebACLCommand({ Scope: 'CLOUDFRONT', Name, ...webAclSettings(scope.tenantId) }));
  await expect(webAcl.ensure(scope, {}, {})).rejects.toThrow(StalledError);
  await webAcl.remove(scope, {}, {});
  expect(await webAcls(root)).toHaveLength(1);
});
