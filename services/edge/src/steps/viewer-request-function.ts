import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DescribeFunctionCommand,
  type DescribeFunctionResult,
  type FunctionConfig,
  GetFunctionCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { cloudFrontOf, inUseByCloudFront, isTagged, NO_RESOURCE } from '../cloudfront.ts';
import { taken } from '../cloudfront-refusal.ts';
import type { Scope } from '../scope.ts';

/**
 * Serves the single page for every path that is no file. Custom error responses could do that too, but they hold for the whole
 * distribution and would turn the API's 403 and 404 into pages (CloudFront Developer Guide, "Generate custom error responses").
 */
export const VIEWER_REQUEST_CODE = `function handler(event) {
  var request = event.request;
  var file = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (file.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
`;
const FunctionCode = new TextEncoder().encode(VIEWER_REQUEST_CODE);
const settings: FunctionConfig = { Comment: 'Single page fallback of the console', Runtime: 'cloudfront-js-2.0' };

const GONE = ['NoSuchFunctionExists', 'NoSuchFunction', NO_RESOURCE];

/** The draft, which is the one that is changed and deleted. */
interface Found extends Pick<DescribeFunctionResult, 'FunctionSummary' | 'ETag'> {
  /** What is published. */
  readonly code: string | undefined;
}

const nameOf = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'pages');

const draftETag = async (scope: Scope, Name: string): Promise<string | undefined> =>
  (await cloudFrontOf(scope).send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }))).ETag;

/** The code that viewers get; undefined before the first is published. */
const liveCode = async (scope: Scope, Name: string): Promise<string | undefined> => {
  const live = await ifFound(() => cloudFrontOf(scope).send(new GetFunctionCommand({ Name, Stage: 'LIVE' })), ...GONE);
  return live && new TextDecoder().decode(live.FunctionCode);
};

export const viewerRequestFunction = resource(
  'viewerRequestFunction',
  {
    find: async (scope: Scope): Promise<readonly Found[]> => {
      const Name = nameOf(scope);
      const draft = await cloudFrontOf(scope).send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }));
      return [{ ...draft, code: await liveCode(scope, Name) }];
    },
    isOurs: (scope, { FunctionSummary }) => isTagged(scope, FunctionSummary?.FunctionMetadata?.FunctionARN),
    create: async (scope: Scope, _needs: object): Promise<Found> => {
      const { deployment, tenantId } = scope;
      const Name = nameOf(scope);
      const Tags = { Items: tenantTags(deployment, tenantId) };
      const created = await taken(
        cloudFrontOf(scope).send(new CreateFunctionCommand({ Name, FunctionConfig: settings, FunctionCode, Tags })),
      );
      await cloudFrontOf(scope).send(new PublishFunctionCommand({ Name, IfMatch: created.ETag }));
      return { ...created, code: VIEWER_REQUEST_CODE };
    },
    differs: (_scope, _needs, { code }) => (code === VIEWER_REQUEST_CODE ? [] : ['published code']),
    repair: async (scope, _needs, { ETag }) => {
      const Name = nameOf(scope);
      await cloudFrontOf(scope).send(new UpdateFunctionCommand({ Name, IfMatch: ETag, FunctionConfig: settings, FunctionCode }));
      // Asked again: the API model reads the answer's ETag from a header spelt `ETtag`.
      await cloudFrontOf(scope).send(new PublishFunctionCommand({ Name, IfMatch: await draftETag(scope, Name) }));
    },
    remove: (scope, { ETag }) => cloudFrontOf(scope).send(new DeleteFunctionCommand({ Name: nameOf(scope), IfMatch: ETag })),
    gone: GONE,
    inUse: inUseByCloudFront('FunctionInUse'),
    foreign: {
      code: 'ForeignFunction',
      advice:
        "Find out who created it in the tenant's account and remove it there, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
    },
    what: ({ FunctionSummary }) => `the function ${FunctionSummary?.Name}`,
    out: (_scope, { FunctionSummary }) => ({
      viewerRequestFunctionArn: idOf(FunctionSummary?.FunctionMetadata?.FunctionARN, 'the function'),
    }),
  },
  { creates: [{ type: 'AWS::CloudFront::Function', id: 'viewerRequestFunctionArn' }] },
);
