import { ApiGatewayV2Client, CreateIntegrationCommand, CreateRouteCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, expect } from '@jest/globals';
import { ORIGIN_HASHES, ORIGIN_HEADER } from '@tenantry/shared/aws/origin-secret';
import { rootOf, testRegion } from '@tenantry/shared/testing/accounts';
import { settled } from '@tenantry/shared/testing/step-contract';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { httpFetch } from '../../../laptop/demo/http.ts';
import { originSecretIn } from '../../../services/edge/src/distribution-config.ts';
import { distribution } from '../../../services/edge/src/steps/distribution.ts';
import { distributionDeployed } from '../../../services/edge/src/steps/distribution-deployed.ts';
import { built } from '../../../services/edge/src/testing/built.ts';
import { tenant } from '../../../services/edge/src/testing/tenant.ts';
import { attack } from '../attack.ts';

/** The hospital's own function, as a release builds it. */
const code = async (): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: ['tenant-app/api/src/handler.ts'],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['pg-native'],
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return zipSync({ 'index.mjs': strToU8(outputFiles[0]?.text ?? '') });
};

/** Puts the function behind the API, without the authorizer: what the function lets in, nobody else would have stopped. */
const release = async (accountId: string, ApiId: string): Promise<void> => {
  const root = rootOf(accountId);
  const lambda = new LambdaClient(root);
  const trusted = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trusted] });
  await new IAMClient(root).send(new CreateRoleCommand({ RoleName: 'api', AssumeRolePolicyDocument }));
  const { FunctionArn: IntegrationUri } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'api',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${accountId}:role/api`,
      Code: { ZipFile: await code() },
    }),
  );
  const Principal = 'apigateway.amazonaws.com';
  await lambda.send(new AddPermissionCommand({ FunctionName: 'api', StatementId: 'api', Action: 'lambda:InvokeFunction', Principal }));
  const api = new ApiGatewayV2Client(root);
  const { IntegrationId } = await api.send(
    new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri, PayloadFormatVersion: '2.0' }),
  );
  await api.send(new CreateRouteCommand({ ApiId, RouteKey: 'ANY /api/{proxy+}', Target: `integrations/${IntegrationId}` }));
};

let ask: (path: string, headers?: Readonly<Record<string, string>>) => Promise<number>;
let viewed: (path: string, headers?: Readonly<Record<string, string>>) => Promise<number>;
let secret: string;
let hashes: string;
beforeAll(async () => {
  const one = await built(await tenant());
  const { scope, needs } = one;
  const out = await distribution.ensure(scope, needs, {});
  await release(needs.accountId, needs.apiId);
  await settled(() => distributionDeployed.ensure(scope, { ...needs, ...out }, {}));
  const root = rootOf(needs.accountId);
  const { DistributionConfig } = await new CloudFrontClient(root).send(new GetDistributionConfigCommand({ Id: out.distributionId }));
  secret = originSecretIn(DistributionConfig) ?? '';
  const stage = await new ApiGatewayV2Client(root).send(new GetStageCommand({ ApiId: needs.apiId, StageName: '$default' }));
  hashes = stage.StageVariables?.[ORIGIN_HASHES] ?? '';
  const port = new URL(process.env.AWS_ENDPOINT_URL ?? '').port;
  const at =
    (host: string) =>
    async (path: string, headers: Readonly<Record<string, string>> = {}) =>
      (await httpFetch(`http://${host}:${port}${path}`, { headers })).status;
  ask = at(`${needs.apiId}.execute-api.${testRegion}.amazonaws.com`);
  viewed = at(out.distributionDomainName);
});

const PATHS = ['/api/health', '/api/patients', '/api/patients/1', '/api/%E0%A4%A'];

attack(
  'execute-api-directly',
  'a stranger asks the API at its own host name, past the web ACL, with every header he can make up',
  async () => {
    const forged = [{}, ...['', 'undefined', hashes, `${hashes},`, secret.slice(0, -1)].map((value) => ({ [ORIGIN_HEADER]: value }))];
    for (const path of PATHS)
      for (const headers of forged) expect({ path, headers, status: await ask(path, headers) }).toEqual({ path, headers, status: 403 });
    // The distribution's own value opens it, or the refusals above would say nothing.
    expect(await ask('/api/patients', { [ORIGIN_HEADER]: secret })).toBe(401);
  },
);

attack('origin-header-by-a-viewer', 'a viewer sends a header of that name through the distribution', async () => {
  expect(await viewed('/api/patients')).toBe(401);
  expect(await viewed('/api/patients', { [ORIGIN_HEADER]: 'mine' })).toBe(401);
});

attack('broken-escape', 'a stranger sends a path with a broken escape to have the API fail', async () => {
  for (const path of ['/api/%E0%A4%A', '/api/patients/%', '/api/%ff/1']) expect(await viewed(path)).toBe(404);
});
