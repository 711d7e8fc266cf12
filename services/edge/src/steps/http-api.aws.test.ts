import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApisCommand,
  GetStagesCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { httpApi } from './http-api.ts';

const apis = async ({ tenant }: Scope) => (await tenant(ApiGatewayV2Client).send(new GetApisCommand({}))).Items ?? [];

const contract = stepContract({
  step: httpApi,
  tenant,
  list: async (root) => (await apis(root)).flatMap(({ ApiId, Tags }) => (ApiId && hasTag(root, Tags) ? [ApiId] : [])),
  foreign: async (root) => {
    const create = new CreateApiCommand({ Name: tenantResourceName(root.tenantId), ProtocolType: 'HTTP' });
    const { ApiId: id = '' } = await root.tenant(ApiGatewayV2Client).send(create);
    return { id, isUntouched: async () => (await apis(root)).some(({ ApiId }) => ApiId === id) };
  },
  drift: async ({ tenant }, _needs, { apiId: ApiId }) => {
    await tenant(ApiGatewayV2Client).send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
    await tenant(ApiGatewayV2Client).send(new DeleteStageCommand({ ApiId, StageName: '$default' }));
  },
  isSound: async ({ tenant }, _needs, { apiId: ApiId }) => {
    const { Items = [] } = await tenant(ApiGatewayV2Client).send(new GetStagesCommand({ ApiId }));
    const { DisableExecuteApiEndpoint } = await tenant(ApiGatewayV2Client).send(new GetApiCommand({ ApiId }));
    const isSound = ({ StageName, AutoDeploy, DefaultRouteSettings }: (typeof Items)[number]) =>
      StageName === '$default' && AutoDeploy === true && (DefaultRouteSettings?.ThrottlingRateLimit ?? 0) > 0;
    return !DisableExecuteApiEndpoint && Items.some(isSound);
  },
});
contractCatches(contract);

test('it answers under the name that API Gateway gives it', async () => {
  const { scope } = await tenant();
  const { apiId, apiEndpoint } = await httpApi.ensure(scope, {}, {});
  expect(new URL(apiEndpoint).hostname).toBe(`${apiId}.execute-api.${testRegion}.amazonaws.com`);
  await httpApi.remove(scope, {}, {});
});
