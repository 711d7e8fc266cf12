import { ApiGatewayV2Client, CreateApiCommand, CreateRouteCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { held } from '../testing/held.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

describe('a route of an HTTP API', () => {
  test('has a key of its own', async () => {
    const api = new ApiGatewayV2Client(aws.as(freshAccount()));
    const { ApiId } = await api.send(new CreateApiCommand({ Name: 'customer', ProtocolType: 'HTTP' }));
    const create = (RouteKey: string) => errorOf(api.send(new CreateRouteCommand({ ApiId, RouteKey })));
    expect([await create('ANY /api/{proxy+}'), await create('ANY /api/{proxy+}'), await create('GET /health')]).toEqual([
      'none',
      'ConflictException',
      'none',
    ]);
  });
});

test('an HTTP API takes one change after the other', async () => {
  const api = new ApiGatewayV2Client(aws.as(freshAccount()));
  const { ApiId } = await api.send(new CreateApiCommand({ Name: 'customer', ProtocolType: 'HTTP' }));
  const create = (n: number) => errorOf(api.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${n}` })));
  const first = await held(aws.local.context, () => create(1));
  expect(await create(2)).toBe('ConflictException');
  expect(await first.goOn()).toBe('none');
  expect(await create(2)).toBe('none');
});

test('HTTP APIs take forty calls of an account at once, and ten a second', async () => {
  const api = new ApiGatewayV2Client(aws.as(freshAccount()));
  const look = () => errorOf(api.send(new GetApisCommand({})));
  for (let n = 0; n < 40; n++) await look();
  expect(await look()).toBe('TooManyRequestsException');
  aws.advance(1);
  expect(await look()).toBe('none');
});
