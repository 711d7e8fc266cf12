import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { rewriteJson } from '../json-answer.ts';

const API = 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference';

/** The emulator's own address has a port and is no host name that CloudFront would take for an origin. */
const withEndpoint = (api: Record<string, unknown>, { region }: AwsCall): Record<string, unknown> =>
  typeof api.apiId === 'string' ? { ...api, apiEndpoint: `https://${api.apiId}.execute-api.${region}.amazonaws.com` } : api;

export const apiGatewayRules: readonly Rule[] = [
  {
    name: 'api-endpoint',
    source: `${API}/apis-apiid.html (apiEndpoint)`,
    service: 'apigateway',
    operations: ['CreateApi', 'GetApi', 'UpdateApi'],
    after: (call, result) => (call.path.startsWith('/v2/') ? rewriteJson(result, (api) => withEndpoint(api, call)) : result),
  },
  {
    name: 'api-endpoints',
    source: `${API}/apis.html (apiEndpoint)`,
    service: 'apigateway',
    operations: ['GetApis'],
    after: (call, result) =>
      rewriteJson(result, (page) => ({
        ...page,
        items: ((page.items ?? []) as Record<string, unknown>[]).map((api) => withEndpoint(api, call)),
      })),
  },
  {
    name: 'stage-exists',
    source: `${API}/apis-apiid-stages.html (409 ConflictException)`,
    service: 'apigateway',
    operations: ['CreateStage'],
    before: async (call, context) => {
      const { stageName } = (call.params.body ?? {}) as { stageName?: string };
      const rest = { method: 'GET', path: `/v2/apis/${String(call.params.ApiId)}/stages/${encodeURIComponent(stageName ?? '')}` };
      const { accountId } = call.caller;
      const request = { accountId, region: call.region, service: 'apigateway', operation: 'GetStage', input: {}, rest };
      if (!call.path.startsWith('/v2/') || (await context.emulator(request)).status >= 300) return undefined;
      throw new AwsError('ConflictException', 'Stage already exists', 409);
    },
  },
];
