import {
  CreateResponseHeadersPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyCommand,
  type GetResponseHeadersPolicyResult,
  ListResponseHeadersPoliciesCommand,
  type ResponseHeadersPolicyConfig,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { differing } from '@tenantry/shared/aws/agrees';
import { contentSecurityPolicy } from '@tenantry/shared/aws/console-front';
import { idOf } from '@tenantry/shared/aws/found';
import { tenantSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { signInUrl } from '@tenantry/shared/deployment/sign-in-url';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { cloudFrontOf, inUseByCloudFront } from '../cloudfront.ts';
import { taken } from '../cloudfront-refusal.ts';
import type { Scope } from '../scope.ts';

type Found = Pick<GetResponseHeadersPolicyResult, 'ResponseHeadersPolicy' | 'ETag'>;

const YEAR_SECONDS = 31_536_000;

/** Where the tenant's users sign in, at a domain that the pipeline stage makes: its name is known beforehand. */
const signInOrigin = async ({ tenant, tenantId, config }: Scope): Promise<string> =>
  new URL(await signInUrl(tenant(CognitoIdentityProviderClient), config, tenantSignInPrefix(tenantId))).origin;

const settings = async (scope: Scope): Promise<ResponseHeadersPolicyConfig> => ({
  Name: tenantResourceName(scope.tenantId),
  Comment: 'Security headers of the console and the API',
  SecurityHeadersConfig: {
    StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: YEAR_SECONDS, IncludeSubdomains: true, Preload: false },
    ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: contentSecurityPolicy(await signInOrigin(scope)) },
    ContentTypeOptions: { Override: true },
    FrameOptions: { Override: true, FrameOption: 'DENY' },
    ReferrerPolicy: { Override: true, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  },
});

const idByName = async (scope: Scope): Promise<string | undefined> => {
  const name = tenantResourceName(scope.tenantId);
  let Marker: string | undefined;
  do {
    const list = new ListResponseHeadersPoliciesCommand({ Type: 'custom', Marker });
    const { ResponseHeadersPolicyList: page } = await cloudFrontOf(scope).send(list);
    const found = page?.Items?.find((item) => item.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name === name);
    if (found) return found.ResponseHeadersPolicy?.Id;
    Marker = page?.NextMarker;
  } while (Marker);
  return undefined;
};

export const responseHeadersPolicy = resource(
  'responseHeadersPolicy',
  {
    find: async (scope: Scope, _heard: object, saved: { responseHeadersPolicyId?: string }): Promise<readonly Found[]> => {
      const Id = saved.responseHeadersPolicyId ?? (await idByName(scope));
      return Id === undefined ? [] : [await cloudFrontOf(scope).send(new GetResponseHeadersPolicyCommand({ Id }))];
    },
    hasNoTags: 'CloudFront has no tags here; the name is unique within an account',
    create: async (scope: Scope, _needs: object): Promise<Found> => {
      const create = new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig: await settings(scope) });
      return taken(cloudFrontOf(scope).send(create));
    },
    differs: async (scope, _needs, { ResponseHeadersPolicy }) =>
      differing(ResponseHeadersPolicy?.ResponseHeadersPolicyConfig, await settings(scope)),
    repair: async (scope, _needs, { ResponseHeadersPolicy, ETag: IfMatch }) => {
      const change = { Id: ResponseHeadersPolicy?.Id, IfMatch, ResponseHeadersPolicyConfig: await settings(scope) };
      await cloudFrontOf(scope).send(new UpdateResponseHeadersPolicyCommand(change));
    },
    remove: (scope, { ResponseHeadersPolicy, ETag: IfMatch }) =>
      cloudFrontOf(scope).send(new DeleteResponseHeadersPolicyCommand({ Id: ResponseHeadersPolicy?.Id, IfMatch })),
    gone: ['NoSuchResponseHeadersPolicy'],
    inUse: inUseByCloudFront('ResponseHeadersPolicyInUse'),
    what: ({ ResponseHeadersPolicy }) => `the response headers policy ${ResponseHeadersPolicy?.Id}`,
    out: (_scope, { ResponseHeadersPolicy }) => ({
      responseHeadersPolicyId: idOf(ResponseHeadersPolicy?.Id, 'the response headers policy'),
    }),
  },
  { creates: [{ type: 'AWS::CloudFront::ResponseHeadersPolicy', id: 'responseHeadersPolicyId' }] },
);
