import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetApiCommand,
  type GetApiResponse,
  GetApisCommand,
  GetStageCommand,
  type GetStageResponse,
  UpdateApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { asMap, hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { STAGE_NAME } from '../api-door.ts';
import type { Scope } from '../scope.ts';

/** An API as GetApi and GetApis answer it. */
type Api = Pick<GetApiResponse, 'ApiId' | 'ApiEndpoint' | 'DisableExecuteApiEndpoint' | 'Tags'>;
interface Found extends Api {
  /** It deploys whatever routes the pipeline adds. */
  readonly stage?: Pick<GetStageResponse, 'AutoDeploy' | 'DefaultRouteSettings'> | undefined;
}

/**
 * Requests a second, and at once; API Gateway answers 429 beyond, before it asks the function. A hospital of three hundred people makes
 * some dozens; more would take the function's concurrency and the database's connections from all of them.
 */
export const THROTTLING = { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 };
const ENDPOINT = 'endpoint';
const STAGE = 'stage';

const tagsOf = ({ deployment, tenantId }: Scope): Record<string, string> => asMap(tenantTags(deployment, tenantId));

/** By tag only: names of APIs are not unique, so another API may well have the same. */
const list = async (scope: Scope): Promise<Api[]> => {
  const found: Api[] = [];
  let NextToken: string | undefined;
  do {
    const page = await scope.tenant(ApiGatewayV2Client).send(new GetApisCommand({ MaxResults: '100', NextToken }));
    found.push(...(page.Items ?? []).filter(({ Tags }) => hasTag(scope, Tags)));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
};

const withStage = async ({ tenant }: Scope, api: Api): Promise<Found> => {
  const get = new GetStageCommand({ ApiId: api.ApiId, StageName: STAGE_NAME });
  return { ...api, stage: await ifFound(() => tenant(ApiGatewayV2Client).send(get), 'NotFoundException') };
};

export const httpApi = resource(
  'httpApi',
  {
    find: async (scope: Scope, _heard: object, { apiId: ApiId }: { apiId?: string }): Promise<readonly Found[]> => {
      const apis = ApiId ? [await scope.tenant(ApiGatewayV2Client).send(new GetApiCommand({ ApiId }))] : await list(scope);
      return Promise.all(apis.map((api) => withStage(scope, api)));
    },
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    create: (scope: Scope, _needs: object): Promise<Found> => {
      const create = new CreateApiCommand({ Name: tenantResourceName(scope.tenantId), ProtocolType: 'HTTP', Tags: tagsOf(scope) });
      return scope.tenant(ApiGatewayV2Client).send(create);
    },
    differs: (_scope, _needs, { DisableExecuteApiEndpoint, stage }) => [
      ...(DisableExecuteApiEndpoint ? [ENDPOINT] : []), // by which the distribution reaches the API
      ...(stage?.AutoDeploy && agrees(stage.DefaultRouteSettings, THROTTLING) ? [] : [STAGE]),
    ],
    repair: async (scope, _needs, { ApiId, stage }, differences) => {
      const api = scope.tenant(ApiGatewayV2Client);
      if (differences.includes(ENDPOINT)) await api.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: false }));
      if (!differences.includes(STAGE)) return;
      const wanted = { ApiId, StageName: STAGE_NAME, AutoDeploy: true, DefaultRouteSettings: THROTTLING };
      if (stage) await api.send(new UpdateStageCommand(wanted));
      else await api.send(new CreateStageCommand({ ...wanted, Tags: tagsOf(scope) }));
    },
    remove: ({ tenant }, { ApiId }) => tenant(ApiGatewayV2Client).send(new DeleteApiCommand({ ApiId })),
    gone: ['NotFoundException'],
    what: ({ ApiId }) => `API ${ApiId}`,
    out: (_scope, { ApiId, ApiEndpoint }) => ({ apiId: idOf(ApiId, 'the API'), apiEndpoint: idOf(ApiEndpoint, "the API's endpoint") }),
  },
  { creates: [{ type: 'AWS::ApiGatewayV2::Api', id: 'apiId' }, { type: 'AWS::ApiGatewayV2::Stage' }] },
);
