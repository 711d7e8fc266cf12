import { BatchGetProjectsCommand, CreateProjectCommand, UpdateProjectCommand } from '@aws-sdk/client-codebuild';
import { beforeAll, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { projectNames } from '../build-variables.ts';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { facts } from '../testing/facts.ts';
import { tenant } from '../testing/tenant.ts';
import { buildProjects } from './build-projects.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const someone = async () => ({ scope: (await tenant({ devops: delivery })).scope, needs: facts });
const projectsOf = async ({ codeBuild, tenantId }: Scope) => {
  const { projects = [] } = await codeBuild.send(new BatchGetProjectsCommand({ names: projectNames(tenantId) }));
  return projects;
};
const variable = async (scope: Scope, name: string): Promise<(string | undefined)[]> =>
  (await projectsOf(scope)).map(({ environment }) => environment?.environmentVariables?.find((one) => one.name === name)?.value);

stepContract({
  step: buildProjects,
  tenant: someone,
  owns: 3,
  list: async (scope) => (await projectsOf(scope)).flatMap(({ arn }) => (arn ? [arn] : [])),
  drift: async ({ codeBuild, tenantId }) => {
    const [name] = projectNames(tenantId);
    await codeBuild.send(new UpdateProjectCommand({ name, timeoutInMinutes: 5 }));
  },
  isSound: async (scope) => (await projectsOf(scope)).every(({ timeoutInMinutes }) => timeoutInMinutes === 30),
});

test('changed variables reach every build, and change what the pipeline is made of', async () => {
  const { scope } = await someone();
  const first = await buildProjects.ensure(scope, { ...facts, variables: { LOG_LEVEL: 'DEBUG' } }, {});
  const second = await buildProjects.ensure(scope, { ...facts, variables: { LOG_LEVEL: 'WARN', MORE: '1' } }, {});
  expect(await variable(scope, 'LOG_LEVEL')).toEqual(['WARN', 'WARN', 'WARN']);
  expect(await variable(scope, 'MORE')).toEqual(['1', '1', '1']);
  expect(second.configuration).not.toBe(first.configuration);
});

test('a project of the same name without our tag is an error that says so', async () => {
  const { scope, root } = await tenant({ devops: delivery });
  const name = projectNames(scope.tenantId)[0]!;
  await root.codeBuild.send(
    new CreateProjectCommand({
      name,
      source: { type: 'CODEPIPELINE' },
      artifacts: { type: 'CODEPIPELINE' },
      environment: { type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL' },
      serviceRole: delivery.zone.buildRoleArn,
    }),
  );
  await expect(buildProjects.ensure(scope, facts, {})).rejects.toThrow(`${name} exists and does not belong to this tenant`);
  await buildProjects.remove(scope, {}, {});
  expect((await projectsOf(root)).map((project) => project.name)).toEqual([name]);
});
