import { CreateApiCommand, DeleteStageCommand, GetApisCommand, GetStagesCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { TENANT_TAG, tenantResourceName } from '@tenantry/shared/domain/names';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { httpApi } from './http-api.ts';

const apis = async ({ apiGateway, tenantId }: Scope): Promise<string[]> => {
  const { Items = [] } = await apiGateway.send(new GetApisCommand({}));
  return Items.flatMap(({ ApiId, Tags }) => (ApiId && Tags?.[TENANT_TAG] === tenantId ? [ApiId] : []));
};
const autoDeploys = async ({ apiGateway }: Scope, ApiId: string): Promise<boolean> => {
  const { Items = [] } = await apiGateway.send(new GetStagesCommand({ ApiId }));
  return Items.some(({ StageName, AutoDeploy }) => StageName === '$default' && AutoDeploy === true);
};

stepContract({
  step: httpApi,
  tenant: async () => ({ scope: (await tenant()).scope, needs: {} }),
  list: apis,
  drift: async ({ apiGateway }, _needs, { apiId: ApiId }) => {
    await apiGateway.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
    await apiGateway.send(new DeleteStageCommand({ ApiId, StageName: '$default' }));
  },
  isSound: (scope, _needs, { apiId }) => autoDeploys(scope, apiId),
});

test('an API of the same name without our tag is left alone', async () => {
  const { scope, root } = await tenant();
  const foreign = await root.apiGateway.send(new CreateApiCommand({ Name: tenantResourceName(scope.tenantId), ProtocolType: 'HTTP' }));
  const { apiId, apiEndpoint } = await httpApi.ensure(scope, {}, {});
  expect(apiId).not.toBe(foreign.ApiId);
  expect(new URL(apiEndpoint).hostname).toBe(`${apiId}.execute-api.${testRegion}.amazonaws.com`);
  await httpApi.remove(scope, {}, {});
  const { Items = [] } = await root.apiGateway.send(new GetApisCommand({}));
  expect(Items.map(({ ApiId }) => ApiId)).toEqual([foreign.ApiId]);
});
