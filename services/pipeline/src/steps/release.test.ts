import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { expect, test } from '@jest/globals';
import { lowerCase } from '@tenantry/shared/aws/tags';
import { tenantTags } from '@tenantry/shared/domain/names';
import { projectNames } from '../build-variables.ts';
import type { Scope } from '../scope.ts';
import { release } from './release.ts';

const tenantId = '01TENANT000000000000000000';

/** An account in which a release is running, by a pipeline of the tenant's name that has these tags. */
const running = (tags: { readonly key: string; readonly value: string }[]) => {
  const stopped: unknown[] = [];
  const answers: Readonly<Record<string, object>> = {
    GetPipelineCommand: { pipeline: {}, metadata: { pipelineArn: 'arn' } },
    ListTagsForResourceCommand: { tags },
    ListPipelineExecutionsCommand: { pipelineExecutionSummaries: [{ pipelineExecutionId: 'e-1', status: 'InProgress' }] },
    BatchGetProjectsCommand: { projects: projectNames(tenantId).map((name) => ({ name, tags })) },
    ListBuildsForProjectCommand: { ids: ['b-1'] },
    BatchGetBuildsCommand: { builds: [{ id: 'b-1', buildStatus: 'IN_PROGRESS' }] },
  };
  const send = async (command: { readonly input: { readonly id?: string; readonly pipelineExecutionId?: string } }): Promise<object> => {
    const { name } = command.constructor;
    if (name.startsWith('Stop')) stopped.push(command.input.id ?? command.input.pipelineExecutionId);
    return answers[name] ?? {};
  };
  const clients = [new CodePipelineClient({ region: 'us-east-1' }), new CodeBuildClient({ region: 'us-east-1' })];
  const devops = (type: new () => object) => Object.assign(clients.find((client) => client instanceof type)!, { send });
  return { scope: { tenantId, deployment: 'dev', devops } as unknown as Scope, stopped };
};

test('the release of a tenant that is taken back is stopped, and its builds', async () => {
  const { scope, stopped } = running(lowerCase(tenantTags('dev', tenantId)));
  await expect(release.remove(scope, {}, {})).rejects.toThrow('execution e-1, build b-1, build b-1, build b-1 to stop');
  expect(stopped).toEqual(['e-1', 'b-1', 'b-1', 'b-1']);
});

test("of a pipeline and build projects without the tenant's tag nothing is stopped", async () => {
  const { scope, stopped } = running([]);
  await release.remove(scope, {}, {});
  expect(stopped).toEqual([]);
});
