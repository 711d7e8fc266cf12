import { BatchGetProjectsCommand, CodeBuildClient, CreateProjectCommand, UpdateProjectCommand } from '@aws-sdk/client-codebuild';
import { beforeAll, expect, test } from '@jest/globals';
import { roleArn } from '@tenantry/shared/domain/names';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { projectNames } from '../build-variables.ts';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { facts } from '../testing/facts.ts';
import { tenant } from '../testing/tenant.ts';
import { buildProjects } from './build-projects.ts';
import { deliveryRoles } from './delivery-roles.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const someone = async () => {
  const one = await tenant({ devops: delivery });
  await deliveryRoles.ensure(one.scope, one, {});
  return { ...one, needs: facts };
};
const projectsOf = async ({ devops: clients, tenantId }: Scope) => {
  const { projects = [] } = await clients(CodeBuildClient).send(new BatchGetProjectsCommand({ names: projectNames(tenantId) }));
  return projects;
};
const variable = async (scope: Scope, name: string): Promise<(string | undefined)[]> =>
  (await projectsOf(scope)).map(({ environment }) => environment?.environmentVariables?.find((one) => one.name === name)?.value);
/** Somebody has created one by hand. */
const byHand = async ({ devops: clients, tenantId }: Scope) => {
  const [name] = projectNames(tenantId);
  const { project } = await clients(CodeBuildClient).send(
    new CreateProjectCommand({
      name,
      source: { type: 'CODEPIPELINE' },
      artifacts: { type: 'CODEPIPELINE' },
      environment: { type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL' },
      serviceRole: roleArn(delivery.accountId, name ?? ''),
    }),
  );
  return { name, id: project?.arn ?? '' };
};

stepContract({
  step: buildProjects,
  tenant: someone,
  owns: 3,
  list: async (root) => (await projectsOf(root)).flatMap(({ arn }) => (arn ? [arn] : [])),
  foreign: async (root) => {
    const { name, id } = await byHand(root);
    const isUntouched = async () => {
      const found = (await projectsOf(root)).find((project) => project.name === name);
      return found?.environment?.image === 'x' && (found.tags ?? []).length === 0;
    };
    return { id, isUntouched };
  },
  drift: async ({ devops: clients, tenantId }) => {
    const [name] = projectNames(tenantId);
    await clients(CodeBuildClient).send(new UpdateProjectCommand({ name, timeoutInMinutes: 5 }));
  },
  isSound: async (root) => (await projectsOf(root)).every(({ timeoutInMinutes }) => timeoutInMinutes === 30),
});

test('changed variables reach every build, and change what the pipeline is made of', async () => {
  const { scope } = await someone();
  const first = await buildProjects.ensure(scope, { ...facts, variables: { LOG_LEVEL: 'DEBUG' } }, {});
  const second = await buildProjects.ensure(scope, { ...facts, variables: { LOG_LEVEL: 'WARN', APP_MORE: '1' } }, {});
  expect(await variable(scope, 'LOG_LEVEL')).toEqual(['WARN', 'WARN', 'WARN']);
  expect(await variable(scope, 'APP_MORE')).toEqual(['1', '1', '1']);
  expect(second.configuration).not.toBe(first.configuration);
});

test('a project of the same name without our tag is an error that says so', async () => {
  const { scope, root } = await someone();
  const { name } = await byHand(root);
  await expect(buildProjects.ensure(scope, facts, {})).rejects.toMatchObject({
    code: 'ForeignProject',
    message: `the build project ${name} has this tenant's name and not its tag`,
  });
  await settled(() => buildProjects.remove(scope, {}, {}));
  expect((await projectsOf(root)).map((project) => project.name)).toEqual([name]);
});
