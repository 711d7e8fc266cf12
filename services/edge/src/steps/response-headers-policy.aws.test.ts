import {
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { tenantSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { cloudFrontOf } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { responseHeadersPolicy } from './response-headers-policy.ts';

const contentSecurityPolicyOf = async (root: Scope, Id: string): Promise<string> => {
  const { ResponseHeadersPolicy } = await cloudFrontOf(root).send(new GetResponseHeadersPolicyCommand({ Id }));
  const { ContentSecurityPolicy } = ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.SecurityHeadersConfig ?? {};
  return ContentSecurityPolicy?.ContentSecurityPolicy ?? '';
};

stepContract({
  step: responseHeadersPolicy,
  tenant,
  list: async (root) => {
    const { ResponseHeadersPolicyList } = await cloudFrontOf(root).send(new ListResponseHeadersPoliciesCommand({ Type: 'custom' }));
    const all = ResponseHeadersPolicyList?.Items?.map((item) => item.ResponseHeadersPolicy) ?? [];
    return all.flatMap((one) => (one?.ResponseHeadersPolicyConfig?.Name === tenantResourceName(root.tenantId) ? [one.Id ?? ''] : []));
  },
  drift: async (root, _needs, { responseHeadersPolicyId: Id }) => {
    const { ETag } = await cloudFrontOf(root).send(new GetResponseHeadersPolicyCommand({ Id }));
    const ResponseHeadersPolicyConfig = { Name: tenantResourceName(root.tenantId), Comment: 'spoiled' };
    await cloudFrontOf(root).send(new UpdateResponseHeadersPolicyCommand({ Id, IfMatch: ETag, ResponseHeadersPolicyConfig }));
  },
  isSound: async (root, _needs, { responseHeadersPolicyId }) =>
    (await contentSecurityPolicyOf(root, responseHeadersPolicyId)).includes("connect-src 'self' "),
});

test("the console may ask its own API and the token endpoint of its tenant's pool, and nobody else", async () => {
  const { scope, root } = await tenant();
  const inAws = { ...scope, config: configOf('example') };
  const { responseHeadersPolicyId } = await responseHeadersPolicy.ensure(inAws, {}, {});
  const origin = `https://${tenantSignInPrefix(scope.tenantId)}.auth.${inAws.config.region}.amazoncognito.com`;
  expect(await contentSecurityPolicyOf(root, responseHeadersPolicyId)).toContain(`connect-src 'self' ${origin};`);
  await responseHeadersPolicy.ensure(scope, {}, {});
  const configured = new URL(process.env.AWS_ENDPOINT_URL!).origin;
  expect(await contentSecurityPolicyOf(root, responseHeadersPolicyId)).toContain(`connect-src 'self' ${configured};`);
});
