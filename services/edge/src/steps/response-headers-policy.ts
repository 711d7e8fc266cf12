import {
  type CloudFrontClient,
  CreateResponseHeadersPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  type ResponseHeadersPolicyConfig,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { agrees } from '@tenantry/shared/aws/agrees';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { taken } from '../cloudfront-refusal.ts';
import type { Scope } from '../scope.ts';

const YEAR_SECONDS = 31_536_000;

/** Where a browser signs in: the endpoint that the SDK would call, whatever its configuration says. */
export const cognitoOrigin = async ({ cognito }: Pick<Scope, 'cognito'>): Promise<string> => {
  const { url } = await getEndpointFromInstructions({}, InitiateAuthCommand, { ...cognito.config });
  return url.origin;
};

/** The console loads its own files, and talks to its own API and to Cognito: nothing else. */
const contentSecurityPolicy = (signInOrigin: string): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${signInOrigin}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const settings = async (scope: Scope): Promise<ResponseHeadersPolicyConfig> => ({
  Name: tenantResourceName(scope.tenantId),
  Comment: 'Security headers of the console and the API',
  SecurityHeadersConfig: {
    StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: YEAR_SECONDS, IncludeSubdomains: true, Preload: false },
    ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: contentSecurityPolicy(await cognitoOrigin(scope)) },
    ContentTypeOptions: { Override: true },
    FrameOptions: { Override: true, FrameOption: 'DENY' },
    ReferrerPolicy: { Override: true, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  },
});

/** By name, which is unique within an account: CloudFront has no tags here. */
const find = async (cloudFront: CloudFrontClient, Name: string): Promise<string | undefined> => {
  let Marker: string | undefined;
  do {
    const { ResponseHeadersPolicyList: page } = await cloudFront.send(new ListResponseHeadersPoliciesCommand({ Type: 'custom', Marker }));
    const found = page?.Items?.find((item) => item.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name === Name);
    if (found) return found.ResponseHeadersPolicy?.Id;
    Marker = page?.NextMarker;
  } while (Marker);
  return undefined;
};

const repair = async (cloudFront: CloudFrontClient, Id: string, wanted: ResponseHeadersPolicyConfig): Promise<void> => {
  const { ResponseHeadersPolicy, ETag } = await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id }));
  if (agrees(ResponseHeadersPolicy?.ResponseHeadersPolicyConfig, wanted)) return;
  await cloudFront.send(new UpdateResponseHeadersPolicyCommand({ Id, IfMatch: ETag, ResponseHeadersPolicyConfig: wanted }));
};

export const responseHeadersPolicy = step(
  'responseHeadersPolicy',
  {
    ensure: async (scope: Scope, _needs: object, saved: { readonly responseHeadersPolicyId?: string }) => {
      const { cloudFront, tenantId } = scope;
      const wanted = await settings(scope);
      if (saved.responseHeadersPolicyId) {
        try {
          await repair(cloudFront, saved.responseHeadersPolicyId, wanted);
          return { responseHeadersPolicyId: saved.responseHeadersPolicyId };
        } catch (error) {
          if (!isCode(error, 'NoSuchResponseHeadersPolicy')) throw error;
        }
      }
      const found = await find(cloudFront, tenantResourceName(tenantId));
      if (found) {
        await repair(cloudFront, found, wanted);
        return { responseHeadersPolicyId: found };
      }
      const { ResponseHeadersPolicy } = await taken(
        cloudFront.send(new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig: wanted })),
      );
      return { responseHeadersPolicyId: ResponseHeadersPolicy?.Id ?? '' };
    },
    remove: async ({ cloudFront, tenantId }: Scope) => {
      const Id = await find(cloudFront, tenantResourceName(tenantId));
      if (!Id) return;
      try {
        const { ETag } = await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id }));
        await cloudFront.send(new DeleteResponseHeadersPolicyCommand({ Id, IfMatch: ETag }));
      } catch (error) {
        if (isCode(error, 'ResponseHeadersPolicyInUse')) throw new Wait(15, `CloudFront to let go of the response headers policy ${Id}`);
        if (!isCode(error, 'NoSuchResponseHeadersPolicy')) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::CloudFront::ResponseHeadersPolicy' }],
  },
);
