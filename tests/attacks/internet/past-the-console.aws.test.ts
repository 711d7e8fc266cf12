import { setTimeout } from 'node:timers/promises';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect } from '@jest/globals';
import { ORIGIN_HEADER } from '@tenantry/shared/aws/origin-secret';
import { consoleOriginSecret, serviceName } from '@tenantry/shared/domain/names';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { rotateOrigin } from '../../../console/deploy/rotate-origin.ts';
import { httpFetch } from '../../../laptop/demo/http.ts';
import { LAPTOP_DEPLOYMENT } from '../../../laptop/src/deploy.ts';
import { type Harness, harness } from '../../e2e/harness.ts';
import { attack } from '../attack.ts';

let on: Harness;
let direct: (headers?: Readonly<Record<string, string>>) => Promise<number>;
let viewed: () => Promise<number>;
const root = () => rootOf(on.laptop.accounts.superAdmin);
const secret = async (): Promise<string> => {
  const get = new GetSecretValueCommand({ SecretId: consoleOriginSecret(LAPTOP_DEPLOYMENT) });
  return (await new SecretsManagerClient(root()).send(get)).SecretString ?? '';
};

beforeAll(async () => {
  on = await harness();
  const { Items = [] } = await new ApiGatewayV2Client(root()).send(new GetApisCommand({}));
  const apiId = Items.find(({ Name }) => Name === serviceName(LAPTOP_DEPLOYMENT, 'admin'))?.ApiId;
  const authorization = `Bearer ${await on.admin.token()}`;
  const host = `http://${apiId}.execute-api.${on.laptop.region}.amazonaws.com:${on.laptop.port}`;
  direct = async (headers = {}) => (await httpFetch(`${host}/me`, { headers: { authorization, ...headers } })).status;
  viewed = async () => (await httpFetch(`${on.admin.apiUrl}/me`, { headers: { authorization } })).status;
});

attack('console-api-directly', 'someone with a stolen token of an admin asks the API at its own host name, past the web ACL', async () => {
  for (const value of [undefined, '', 'guess', `${(await secret()).slice(0, -1)}`])
    expect(await direct(value === undefined ? {} : { [ORIGIN_HEADER]: value })).toBe(403);
  // The distribution's own value opens it, or the refusals above would say nothing.
  expect([await direct({ [ORIGIN_HEADER]: await secret() }), await viewed()]).toEqual([200, 200]);
});

attack(
  'console-secret-of-before',
  'someone who has read the secret uses it after it was changed twice; nobody else notices the changes',
  async () => {
    const clients = { ...root(), endpoint: on.laptop.url };
    // A little longer than the API takes to look again; the command waits thrice as long.
    const wait = () => setTimeout(5_500);
    const stolen = await secret();
    let done = false;
    const seen = (async () => {
      const statuses = new Set<number>();
      while (!done) statuses.add(await viewed());
      return [...statuses];
    })();
    for (let i = 0; i < 2; i++)
      expect(await rotateOrigin({ deployment: LAPTOP_DEPLOYMENT, clients, now: Date.now, wait, force: true })).toBe(true);
    done = true;
    expect(await seen).toEqual([200]);
    expect([await viewed(), await direct({ [ORIGIN_HEADER]: stolen })]).toEqual([200, 403]);
  },
);
