import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, type CreateProjectCommandInput } from '@aws-sdk/client-codebuild';
import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { clientsOf, replacing } from '@tenantry/shared/testing/clients';
import type { Scope } from '../scope.ts';
import { facts } from '../testing/facts.ts';
import { buildProjects } from './build-projects.ts';

test("a build may wait for other tenants' builds as long as CodeBuild lets it", async () => {
  const created: CreateProjectCommandInput[] = [];
  const send = async ({ input }: { input: CreateProjectCommandInput }) => {
    if (input.queuedTimeoutInMinutes === undefined) return {};
    created.push(input);
    return { project: input };
  };
  const codeBuild = Object.assign(new CodeBuildClient(), { send });
  const logs = Object.assign(new CloudWatchLogsClient(), { send: async () => ({}) });
  const devops = replacing(replacing(clientsOf({} as never), codeBuild), logs);
  const scope = { devops, tenantId: '01JX', deployment: 'dev', delivery: {}, config: configOf('dev') } as unknown as Scope;
  await buildProjects.ensure(scope, facts, {});
  expect(created.map(({ queuedTimeoutInMinutes }) => queuedTimeoutInMinutes)).toEqual([480, 480, 480]);
});
