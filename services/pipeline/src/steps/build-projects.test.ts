import type { CreateProjectCommandInput } from '@aws-sdk/client-codebuild';
import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import type { Scope } from '../scope.ts';
import { facts } from '../testing/facts.ts';
import { buildProjects } from './build-projects.ts';

test("a build may wait for other tenants' builds as long as CodeBuild lets it", async () => {
  const created: CreateProjectCommandInput[] = [];
  const send = async ({ input }: { input: CreateProjectCommandInput }) => {
    if (input.queuedTimeoutInMinutes !== undefined) created.push(input);
    return {};
  };
  const zone = { devops: {}, config: configOf('dev') };
  const scope = { codeBuild: { send }, tenantId: '01JX', deployment: 'dev', zone } as unknown as Scope;
  await buildProjects.ensure(scope, facts, {});
  expect(created.map(({ queuedTimeoutInMinutes }) => queuedTimeoutInMinutes)).toEqual([480, 480, 480]);
});
