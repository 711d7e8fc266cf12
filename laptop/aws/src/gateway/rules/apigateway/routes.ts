import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';

interface Routes {
  readonly items?: readonly { readonly routeKey?: string }[];
}

export const apiGatewayRouteRules: readonly Rule[] = [
  {
    name: 'route-key',
    source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html (409 ConflictException)',
    service: 'apigateway',
    operations: ['CreateRoute'],
    before: async (call, context) => {
      const { routeKey } = (call.params.body ?? {}) as { routeKey?: string };
      if (!call.path.startsWith('/v2/') || routeKey === undefined) return undefined;
      const rest = { method: 'GET', path: `/v2/apis/${String(call.params.ApiId)}/routes` };
      const { accountId } = call.caller;
      const { output } = await context.emulator({
        accountId,
        region: call.region,
        service: 'apigateway',
        operation: 'GetRoutes',
        input: {},
        rest,
      });
      if (!(output as Routes).items?.some((route) => route.routeKey === routeKey)) return undefined;
      throw new AwsError('ConflictException', `Route with key ${routeKey} already exists for this API`, 409);
    },
  },
];
