import {
  type CloudFrontClient,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DescribeFunctionCommand,
  type FunctionConfig,
  GetFunctionCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
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

const isMissing = (error: unknown): boolean => isCode(error, 'NoSuchFunctionExists', 'NoSuchFunction');

/** Whether viewers get our code: the published one counts. */
const isLive = async (cloudFront: CloudFrontClient, Name: string): Promise<boolean> => {
  try {
    const live = await cloudFront.send(new GetFunctionCommand({ Name, Stage: 'LIVE' }));
    return new TextDecoder().decode(live.FunctionCode) === VIEWER_REQUEST_CODE;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

const draftETag = async (cloudFront: CloudFrontClient, Name: string): Promise<string | undefined> =>
  (await cloudFront.send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }))).ETag;

/** Creates the function, or replaces its code when it is there already. @returns the ETag to publish */
const write = async (cloudFront: CloudFrontClient, Name: string, Items: ReturnType<typeof tenantTags>): Promise<string | undefined> => {
  try {
    const create = new CreateFunctionCommand({ Name, FunctionConfig: settings, FunctionCode, Tags: { Items } });
    const created = await taken(cloudFront.send(create));
    return created.ETag;
  } catch (error) {
    if (!isCode(error, 'FunctionAlreadyExists')) throw error;
    const IfMatch = await draftETag(cloudFront, Name);
    await cloudFront.send(new UpdateFunctionCommand({ Name, IfMatch, FunctionConfig: settings, FunctionCode }));
    // Asked again: the API model reads the answer's ETag from a header spelt `ETtag`.
    return draftETag(cloudFront, Name);
  }
};

export const viewerRequestFunction = step(
  'viewerRequestFunction',
  {
    ensure: async (
      { cloudFront, tenantId, deployment }: Scope,
      { accountId }: { accountId: string },
      saved: { readonly viewerRequestFunctionArn?: string },
    ) => {
      const Name = tenantResourceName(tenantId, 'pages');
      const viewerRequestFunctionArn = `arn:aws:cloudfront::${accountId}:function/${Name}`;
      // Never looked for before it was saved once: creating says whether it is there.
      if (saved.viewerRequestFunctionArn && (await isLive(cloudFront, Name))) return { viewerRequestFunctionArn };
      const IfMatch = await write(cloudFront, Name, tenantTags(deployment, tenantId));
      await cloudFront.send(new PublishFunctionCommand({ Name, IfMatch }));
      return { viewerRequestFunctionArn };
    },
    remove: async ({ cloudFront, tenantId }: Scope) => {
      const Name = tenantResourceName(tenantId, 'pages');
      try {
        await cloudFront.send(new DeleteFunctionCommand({ Name, IfMatch: await draftETag(cloudFront, Name) }));
      } catch (error) {
        if (isCode(error, 'FunctionInUse')) throw new Wait(15, `CloudFront to let go of the function ${Name}`);
        if (!isMissing(error)) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::CloudFront::Function' }],
  },
);
