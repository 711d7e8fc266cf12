import {
  CreateFunctionCommand,
  DescribeFunctionCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { replacing } from '@tenantry/shared/testing/clients';
import { refusing } from '@tenantry/shared/testing/seen-as';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { cloudFrontOf } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { VIEWER_REQUEST_CODE, viewerRequestFunction } from './viewer-request-function.ts';

const nameOf = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'pages');
const OTHER = {
  FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' as const },
  FunctionCode: new TextEncoder().encode('function handler(event) { return event.request; }'),
};
const draftOf = (root: Scope) => cloudFrontOf(root).send(new DescribeFunctionCommand({ Name: nameOf(root), Stage: 'DEVELOPMENT' }));
const liveCode = async (root: Scope): Promise<string> => {
  const { FunctionCode } = await cloudFrontOf(root).send(new GetFunctionCommand({ Name: nameOf(root), Stage: 'LIVE' }));
  return new TextDecoder().decode(FunctionCode);
};

const contract = stepContract({
  step: viewerRequestFunction,
  tenant,
  list: async (root) => {
    const { FunctionList } = await cloudFrontOf(root).send(new ListFunctionsCommand({ Stage: 'DEVELOPMENT' }));
    return FunctionList?.Items?.flatMap(({ Name = '' }) => (Name === nameOf(root) ? [Name] : [])) ?? [];
  },
  foreign: async (root) => {
    const Name = nameOf(root);
    const { ETag } = await cloudFrontOf(root).send(new CreateFunctionCommand({ Name, ...OTHER }));
    return { id: Name, isUntouched: async () => (await draftOf(root)).ETag === ETag };
  },
  drift: async (root) => {
    const Name = nameOf(root);
    await cloudFrontOf(root).send(new UpdateFunctionCommand({ Name, IfMatch: (await draftOf(root)).ETag, ...OTHER }));
    await cloudFrontOf(root).send(new PublishFunctionCommand({ Name, IfMatch: (await draftOf(root)).ETag }));
  },
  isSound: async (root) => (await liveCode(root)) === VIEWER_REQUEST_CODE,
});
contractCatches(contract);

test('a function whose publication failed is published by the next try', async () => {
  const { scope, root } = await tenant();
  const early = refusing(cloudFrontOf(scope), PublishFunctionCommand, 'PreconditionFailed');
  const failing = viewerRequestFunction.ensure({ ...scope, tenant: replacing(scope.tenant, early) }, {}, {});
  await expect(failing).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await viewerRequestFunction.ensure(scope, {}, {});
  expect(await liveCode(root)).toBe(VIEWER_REQUEST_CODE);
});
