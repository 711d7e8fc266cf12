import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { quotas } from '../../rules/quotas.ts';
import { fakeCall } from '../testing/fake-context.ts';
import { serviceRole, setUpBuilds, spec } from './testing/builds.ts';

let runFolder: string;
beforeEach(async () => {
  runFolder = await mkdtemp(join(tmpdir(), 'codebuild-'));
});
afterEach(() => rm(runFolder, { recursive: true, force: true }));
const setUp = () => setUpBuilds(runFolder);

describe('a project', () => {
  test('is created once, and its role is passed and must trust CodeBuild', async () => {
    const { fake, createProject } = setUp();
    await createProject(spec('  build: {}'));
    expect(fake.authorized).toContainEqual({ arn: fakeCall().caller.arn, action: 'iam:PassRole', resource: serviceRole });
    await expect(createProject(spec('  build: {}'))).rejects.toMatchObject({ code: 'ResourceAlreadyExistsException' });
    const stranger = createProject('version: 0.2\n', { name: 'other', serviceRole: 'arn:aws:iam::100000000003:role/none' });
    await expect(stranger).rejects.toMatchObject({ code: 'InvalidInputException', message: expect.stringContaining('sts:AssumeRole') });
    fake.denied.add('iam:PassRole');
    await expect(createProject('version: 0.2\n', { name: 'third' })).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  test('is found, changed and deleted by its name; deleting it twice succeeds', async () => {
    const { call, createProject } = setUp();
    await createProject(spec('  build: {}'));
    await call('UpdateProject', { name: 'project', description: 'changed', vpcConfig: { vpcId: 'vpc-1' } });
    expect(await call('BatchGetProjects', { names: ['project', 'absent'] })).toMatchObject({
      projects: [{ name: 'project', description: 'changed', timeoutInMinutes: 60, vpcConfig: { vpcId: 'vpc-1' } }],
      projectsNotFound: ['absent'],
    });
    await call('DeleteProject', { name: 'project' });
    await call('DeleteProject', { name: 'project' });
    expect(await call('ListProjects')).toEqual({ projects: [] });
  });

  test('in a VPC has a role that may look at it', async () => {
    const { fake, createProject } = setUp();
    const vpcConfig = { vpcId: 'vpc-1', subnets: ['subnet-1'], securityGroupIds: ['sg-1'] };
    fake.denied.add('ec2:DescribeSecurityGroups');
    await expect(createProject(spec('  build: {}'), { vpcConfig })).rejects.toMatchObject({
      code: 'InvalidInputException',
      message: 'Not authorized to perform DescribeSecurityGroups',
    });
    fake.denied.clear();
    await createProject(spec('  build: {}'), { vpcConfig });
    expect(fake.authorized).toContainEqual({
      arn: expect.stringContaining('assumed-role/build/'),
      action: 'ec2:DescribeVpcs',
      resource: '*',
    });
  });

  test('is one of so many as the account may have', async () => {
    const { fake, createProject } = setUp();
    quotas(fake.context).buildProjects = 1;
    await createProject(spec('  build: {}'));
    await expect(createProject(spec('  build: {}'), { name: 'second' })).rejects.toMatchObject({
      code: 'AccountLimitExceededException',
      message: 'Cannot have more than 1 projects for the account',
    });
  });

  test('for a pipeline has pipeline artifacts', async () => {
    const { createProject } = setUp();
    await expect(createProject('', { source: { type: 'CODEPIPELINE' } })).rejects.toMatchObject({ code: 'InvalidInputException' });
  });
});
