import {
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { cognitoOrigin, responseHeadersPolicy } from './response-headers-policy.ts';

const contentSecurityPolicyOf = async ({ cloudFront }: Scope, Id: string): Promise<string> => {
  const { ResponseHeadersPolicy } = await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id }));
  const { ContentSecurityPolicy } = ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.SecurityHeadersConfig ?? {};
  return ContentSecurityPolicy?.ContentSecurityPolicy ?? '';
};

stepContract({
  step: responseHeadersPolicy,
  tenant: async () => ({ scope: (await tenant()).scope, needs: {} }),
  list: async ({ cloudFront, tenantId }) => {
    const { ResponseHeadersPolicyList } = await cloudFront.send(new ListResponseHeadersPoliciesCommand({ Type: 'custom' }));
    const all = ResponseHeadersPolicyList?.Items?.map((item) => item.ResponseHeadersPolicy) ?? [];
    return all.flatMap((one) => (one?.ResponseHeadersPolicyConfig?.Name === tenantResourceName(tenantId) ? [one.Id ?? ''] : []));
  },
  drift: async ({ cloudFront, tenantId }, _needs, { responseHeadersPolicyId: Id }) => {
    const { ETag } = await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id }));
    const ResponseHeadersPolicyConfig = { Name: tenantResourceName(tenantId), Comment: 'spoiled' };
    await cloudFront.send(new UpdateResponseHeadersPolicyCommand({ Id, IfMatch: ETag, ResponseHeadersPolicyConfig }));
  },
  isSound: async (scope, _needs, { responseHeadersPolicyId }) =>
    (await contentSecurityPolicyOf(scope, responseHeadersPolicyId)).includes("connect-src 'self' "),
});

test('the console may call Cognito where the SDK finds it, in AWS as on a configured endpoint', async () => {
  const { scope } = await tenant();
  const configured = await cognitoOrigin(scope);
  expect(configured).toBe(new URL(process.env.AWS_ENDPOINT_URL!).origin);
  const { responseHeadersPolicyId } = await responseHeadersPolicy.ensure(scope, {}, {});
  expect(await contentSecurityPolicyOf(scope, responseHeadersPolicyId)).toContain(`connect-src 'self' ${configured};`);
  await responseHeadersPolicy.remove(scope, {}, {});
  const inAws = new CognitoIdentityProviderClient({ region: 'eu-central-1', ignoreConfiguredEndpointUrls: true } as object);
  expect(await cognitoOrigin({ cognito: inAws })).toBe('https://cognito-idp.eu-central-1.amazonaws.com');
});
