import {
  type ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetApiCommand,
  type GetApiCommandOutput,
  GetApisCommand,
  GetStageCommand,
  UpdateApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';

/** An API as GetApi and GetApis answer it. */
type Api = Pick<GetApiCommandOutput, 'ApiId' | 'ApiEndpoint' | 'DisableExecuteApiEndpoint' | 'Tags'>;

const STAGE_NAME = '$default';

/** By tag only: names of APIs are not unique, so another API may well have the same. */
const find = async (apiGateway: ApiGatewayV2Client, tenantId: string): Promise<Api[]> => {
  const found: Api[] = [];
  let NextToken: string | undefined;
  do {
    const page = await apiGateway.send(new GetApisCommand({ MaxResults: '100', NextToken }));
    found.push(...(page.Items ?? []).filter((api) => api.Tags?.[TENANT_TAG] === tenantId));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
};

const findSaved = async (apiGateway: ApiGatewayV2Client, tenantId: string, ApiId: string): Promise<Api | undefined> => {
  try {
    const api = await apiGateway.send(new GetApiCommand({ ApiId }));
    return api.Tags?.[TENANT_TAG] === tenantId ? api : undefined;
  } catch (error) {
    if (isCode(error, 'NotFoundException')) return undefined;
    throw error;
  }
};

/** Deploys whatever routes the pipeline adds. */
const ensureStage = async (apiGateway: ApiGatewayV2Client, ApiId: string, Tags: Record<string, string>): Promise<void> => {
  try {
    const found = await apiGateway.send(new GetStageCommand({ ApiId, StageName: STAGE_NAME }));
    if (!found.AutoDeploy) await apiGateway.send(new UpdateStageCommand({ ApiId, StageName: STAGE_NAME, AutoDeploy: true }));
  } catch (error) {
    if (!isCode(error, 'NotFoundException')) throw error;
    await apiGateway.send(new CreateStageCommand({ ApiId, StageName: STAGE_NAME, AutoDeploy: true, Tags }));
  }
};

export const httpApi = step(
  'httpApi',
  {
    ensure: async (
      { apiGateway, tenantId, deployment }: Scope,
      _needs: object,
      saved: { readonly apiId?: string; readonly apiEndpoint?: string },
    ) => {
      const Tags = Object.fromEntries(tenantTags(deployment, tenantId).map(({ Key, Value }) => [Key, Value]));
      const known = saved.apiId ? await findSaved(apiGateway, tenantId, saved.apiId) : undefined;
      const found = known ?? (await find(apiGateway, tenantId))[0];
      if (found) {
        const apiId = found.ApiId ?? '';
        if (found.DisableExecuteApiEndpoint) {
          // The distribution reaches the API by this endpoint.
          await apiGateway.send(new UpdateApiCommand({ ApiId: apiId, DisableExecuteApiEndpoint: false }));
        }
        await ensureStage(apiGateway, apiId, Tags);
        return { apiId, apiEndpoint: found.ApiEndpoint ?? '' };
      }
      const Name = tenantResourceName(tenantId);
      const created = await apiGateway.send(new CreateApiCommand({ Name, ProtocolType: 'HTTP', Tags }));
      const apiId = created.ApiId ?? '';
      await apiGateway.send(new CreateStageCommand({ ApiId: apiId, StageName: STAGE_NAME, AutoDeploy: true, Tags }));
      return { apiId, apiEndpoint: created.ApiEndpoint ?? '' };
    },
    remove: async ({ apiGateway, tenantId }: Scope) => {
      for (const { ApiId } of await find(apiGateway, tenantId)) await apiGateway.send(new DeleteApiCommand({ ApiId: ApiId ?? '' }));
    },
  },
  {
    creates: [{ type: 'AWS::ApiGatewayV2::Api', id: 'apiId' }, { type: 'AWS::ApiGatewayV2::Stage' }],
  },
);
