import {
  DescribeFunctionCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { VIEWER_REQUEST_CODE, viewerRequestFunction } from './viewer-request-function.ts';

const nameOf = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'pages');
const roots = new Map<string, Scope>();

stepContract({
  step: viewerRequestFunction,
  tenant: async () => {
    const { scope, root, accountId } = await tenant();
    roots.set(scope.tenantId, root);
    return { scope, needs: { accountId } };
  },
  list: async (scope) => {
    const root = roots.get(scope.tenantId)!;
    const { FunctionList } = await root.cloudFront.send(new ListFunctionsCommand({ Stage: 'DEVELOPMENT' }));
    return FunctionList?.Items?.flatMap(({ Name = '' }) => (Name === nameOf(scope) ? [Name] : [])) ?? [];
  },
  drift: async (scope) => {
    const Name = nameOf(scope);
    const { ETag } = await scope.cloudFront.send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }));
    const FunctionConfig = { Comment: '', Runtime: 'cloudfront-js-2.0' as const };
    const FunctionCode = new TextEncoder().encode('function handler(event) { return event.request; }');
    await scope.cloudFront.send(new UpdateFunctionCommand({ Name, IfMatch: ETag, FunctionConfig, FunctionCode }));
    const draft = await scope.cloudFront.send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }));
    await scope.cloudFront.send(new PublishFunctionCommand({ Name, IfMatch: draft.ETag }));
  },
  isSound: async (scope) => {
    const { FunctionCode } = await scope.cloudFront.send(new GetFunctionCommand({ Name: nameOf(scope), Stage: 'LIVE' }));
    return new TextDecoder().decode(FunctionCode) === VIEWER_REQUEST_CODE;
  },
});
