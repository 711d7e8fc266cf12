import { ApiGatewayV2Client, GetStageCommand, UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { ORIGIN_HASHES, originHashes } from '@tenantry/shared/aws/origin-secret';
import type { Scope } from './scope.ts';

/** The one stage of a tenant's API. */
export const STAGE_NAME = '$default';

/** Has the API answer to these values of the origin's header, and to no others. It is told their hashes only. */
export const admit = async ({ tenant }: Scope, ApiId: string, secrets: readonly string[]): Promise<void> => {
  const StageVariables = { [ORIGIN_HASHES]: originHashes(secrets) };
  await tenant(ApiGatewayV2Client).send(new UpdateStageCommand({ ApiId, StageName: STAGE_NAME, StageVariables }));
};

/** The values that the API answers to, as their hashes. */
export const admitted = async ({ tenant }: Scope, ApiId: string): Promise<string | undefined> => {
  const { StageVariables } = await tenant(ApiGatewayV2Client).send(new GetStageCommand({ ApiId, StageName: STAGE_NAME }));
  return StageVariables?.[ORIGIN_HASHES];
};
