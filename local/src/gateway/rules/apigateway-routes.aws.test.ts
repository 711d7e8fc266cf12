import { ApiGatewayV2Client, CreateApiCommand, CreateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

describe('a route of an HTTP API', () => {
  test('has a key of its own', async () => {
    const api = new ApiGatewayV2Client(aws.as(freshAccount()));
    const { ApiId } = await api.send(new CreateApiCommand({ Name: 'tenant', ProtocolType: 'HTTP' }));
    const create = (RouteKey: string) => errorOf(api.send(new CreateRouteCommand({ ApiId, RouteKey })));
    expect([await create('ANY /api/{proxy+}'), await create('ANY /api/{proxy+}'), await create('GET /health')]).toEqual([
      'none',
      'ConflictException',
      'none',
    ]);
  });
});
