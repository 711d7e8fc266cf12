import { CreateWebACLCommand, GetWebACLCommand, ListWebACLsCommand, UpdateWebACLCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { expect, test } from '@jest/globals';
import { agrees } from '@tenantry/shared/aws/agrees';
import { DEFAULT_PLAN, limitsOf } from '@tenantry/shared/deployment/plans';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { CLOUDFRONT_REGION } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { webAclSettings } from '../web-acl-rules.ts';
import { webAcl } from './web-acl.ts';

const wafOf = ({ tenant }: Scope): WAFV2Client => tenant(WAFV2Client, CLOUDFRONT_REGION);
const webAcls = async (root: Scope) => {
  const { WebACLs = [] } = await wafOf(root).send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' }));
  return WebACLs.filter(({ Name }) => Name === tenantResourceName(root.tenantId));
};
const get = async (root: Scope) => {
  const [summary] = await webAcls(root);
  return wafOf(root).send(new GetWebACLCommand({ Scope: 'CLOUDFRONT', Name: summary?.Name, Id: summary?.Id }));
};

const contract = stepContract({
  step: webAcl,
  tenant,
  list: async (root) => (await webAcls(root)).map(({ ARN = '' }) => ARN),
  foreign: async (root) => {
    const theirs = { ...webAclSettings(root.tenantId, limitsOf(root.config, DEFAULT_PLAN).requests), Rules: [] };
    const { Summary } = await wafOf(root).send(
      new CreateWebACLCommand({ Scope: 'CLOUDFRONT', Name: tenantResourceName(root.tenantId), ...theirs }),
    );
    return { id: Summary?.ARN ?? '', isUntouched: async () => (await get(root)).LockToken === Summary?.LockToken };
  },
  drift: async (root) => {
    const { WebACL, LockToken } = await get(root);
    const { Name, Id, VisibilityConfig } = WebACL!;
    const spoiled = { DefaultAction: { Allow: {} }, Rules: WebACL!.Rules!.slice(1), VisibilityConfig };
    await wafOf(root).send(new UpdateWebACLCommand({ Scope: 'CLOUDFRONT', Name, Id, LockToken, ...spoiled }));
  },
  isSound: async (root) => agrees((await get(root)).WebACL, webAclSettings(root.tenantId, limitsOf(root.config, DEFAULT_PLAN).requests)),
});
contractCatches(contract, { 'takes what was saved for a proof': 'WAF is asked for the tags of what was found' });

test('a web ACL has the limits of the plan that its tenant has now, and after another plan those that it had before', async () => {
  const { scope, root, needs } = await tenant();
  const plans = { quiet: { requests: { stranger: 500 } } };
  const planned = { ...scope, config: { ...scope.config, plans } };
  const made = await webAcl.ensure(planned, needs, {});
  const { WebACL: before } = await get(root);
  await webAcl.ensure(planned, { ...needs, plan: 'quiet' }, made);
  expect((await get(root)).WebACL?.Rules?.map(({ Statement }) => Statement?.RateBasedStatement?.Limit)).toContain(
    plans.quiet.requests.stranger,
  );
  await webAcl.ensure(planned, needs, made);
  expect((await get(root)).WebACL).toEqual(before);
});
