import {
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { cloudFrontOf } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { cognitoOrigin, responseHeadersPolicy } from './response-headers-policy.ts';

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

test('the console may call Cognito where the SDK finds it, in AWS as on a configured endpoint', async () => {
  const { scope, root } = await tenant();
  const configured = await cognitoOrigin(scope.tenant(CognitoIdentityProviderClient));
  expect(configured).toBe(new URL(process.env.AWS_ENDPOINT_URL!).origin);
  const { responseHeadersPolicyId } = await responseHeadersPolicy.ensure(scope, {}, {});
  expect(await contentSecurityPolicyOf(root, responseHeadersPolicyId)).toContain(`connect-src 'self' ${configured};`);
  await responseHeadersPolicy.remove(scope, {}, {});
  const inAws = new CognitoIdentityProviderClient({ region: 'eu-central-1', ignoreConfiguredEndpointUrls: true } as object);
  expect(await cognitoOrigin(inAws)).toBe('https://cognito-idp.eu-central-1.amazonaws.com');
});
