import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  DeleteProjectCommand,
} from '@aws-sdk/client-codebuild';
import { CodeCommitClient, CreateRepositoryCommand, GetBranchCommand } from '@aws-sdk/client-codecommit';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS, TEST_WORLD } from '../../testing/accounts.ts';
import { eventually } from '../../testing/eventually.ts';
import { type ClientConfig, type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import type { World } from '../../world.ts';

const BUCKET = 'artifacts-of-delivery-test';
const REPOSITORY = 'orders-database';
const arn = (role: string): string => `arn:aws:iam::${ACCOUNTS.delivery}:role/${role}`;

let sources: string;
let aws: OwnAws;
let root: ClientConfig;
let deployer: ClientConfig;

const createRole = async (name: string, principal: object, statements: readonly object[]): Promise<void> => {
  const iam = new IAMClient(root);
  const Condition = 'Service' in principal ? { StringEquals: { 'aws:SourceAccount': ACCOUNTS.delivery } } : {};
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition }] };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'policy', PolicyDocument }));
};
const allow = (Action: string[], Resource: string | string[] = '*') => ({ Effect: 'Allow', Action, Resource });

const assume = async (role: string): Promise<ClientConfig> => {
  const { Credentials } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn: arn(role), RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { ...root, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};

beforeAll(async () => {
  sources = await mkdtemp(path.join(tmpdir(), 'laptop-delivery-'));
  await writeFile(path.join(sources, 'package.json'), '{}');
  const world: World = { ...TEST_WORLD, repositories: (name) => (name === REPOSITORY ? sources : undefined) };
  aws = await startOwnAws({ world });
  root = aws.as(ACCOUNTS.delivery);
  const objects = allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${BUCKET}/*`);
  await createRole('build', { Service: 'codebuild.amazonaws.com' }, [
    objects,
    allow(
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      `arn:aws:logs:*:${ACCOUNTS.delivery}:log-group:/aws/codebuild/*`,
    ),
    allow(['ssm:GetParameter', 'ssm:GetParameters'], `arn:aws:ssm:*:${ACCOUNTS.delivery}:parameter/customer/*`),
  ]);
  await createRole('pipeline', { Service: 'codepipeline.amazonaws.com' }, [
    objects,
    allow(
      ['codecommit:GetBranch', 'codecommit:GetCommit', 'codecommit:UploadArchive', 'codecommit:GetUploadArchiveStatus'],
      `arn:aws:codecommit:*:${ACCOUNTS.delivery}:${REPOSITORY}`,
    ),
    allow(['codebuild:StartBuild', 'codebuild:BatchGetBuilds'], `arn:aws:codebuild:*:${ACCOUNTS.delivery}:project/customer-*`),
  ]);
  await createRole('deployer', { AWS: `arn:aws:iam::${ACCOUNTS.delivery}:root` }, [
    allow(['codebuild:*'], `arn:aws:codebuild:*:${ACCOUNTS.delivery}:project/customer-*`),
    allow(['codepipeline:*'], `arn:aws:codepipeline:*:${ACCOUNTS.delivery}:customer-*`),
    { ...allow(['iam:PassRole'], arn('build')), Condition: { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } } },
    { ...allow(['iam:PassRole'], arn('pipeline')), Condition: { StringEquals: { 'iam:PassedToService': 'codepipeline.amazonaws.com' } } },
  ]);
  deployer = await assume('deployer');
  await new S3Client({ ...root, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: BUCKET }));
  await new SSMClient(root).send(new PutParameterCommand({ Name: '/customer/name', Value: 'st-mary', Type: 'SecureString' }));
  await new CodeCommitClient(root).send(new CreateRepositoryCommand({ repositoryName: REPOSITORY }));
});
afterAll(async () => {
  await aws.stop();
  await rm(sources, { recursive: true });
});

const project = (name: string, commands: readonly string[], rest = ''): CreateProjectCommandInput => ({
  name,
  source: { type: 'CODEPIPELINE', buildspec: `version: 0.2\nphases:\n  build:\n    commands: ${JSON.stringify(commands)}\n${rest}` },
  artifacts: { type: 'CODEPIPELINE' },
  environment: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
  serviceRole: arn('build'),
});

const pipeline = (name: string, ProjectName: string, environment: readonly object[]): PipelineDeclaration => ({
  name,
  roleArn: arn('pipeline'),
  pipelineType: 'V2',
  executionMode: 'QUEUED',
  artifactStore: { type: 'S3', location: BUCKET },
  stages: [
    {
      name: 'Source',
      actions: [
        {
          name: 'Database',
          namespace: 'SourceDatabase',
          actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
          configuration: { RepositoryName: REPOSITORY, BranchName: 'main' },
          outputArtifacts: [{ name: 'Database' }],
        },
      ],
    },
    {
      name: 'Data',
      actions: [
        {
          name: 'Migrate',
          actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
          configuration: { ProjectName, EnvironmentVariables: JSON.stringify(environment) },
          inputArtifacts: [{ name: 'Database' }],
          outputArtifacts: [{ name: 'Released' }],
        },
      ],
    },
  ],
});

const finished = async (client: CodePipelineClient, pipelineName: string) => {
  const { pipelineExecutionSummaries = [] } = await client.send(new ListPipelineExecutionsCommand({ pipelineName }));
  const pipelineExecutionId = pipelineExecutionSummaries[0]?.pipelineExecutionId;
  return eventually(`${pipelineName} has ended`, async () => {
    const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
    return pipelineExecution?.status === 'InProgress' ? undefined : pipelineExecution;
  });
};

test('a pipeline builds the repository: the AWS CLI of a build is the project role, and artifacts are in the bucket', async () => {
  const codebuild = new CodeBuildClient(deployer);
  const codepipeline = new CodePipelineClient(deployer);
  const commands = [
    'test -f package.json',
    'test "$CUSTOMER" = st-mary',
    'aws sts get-caller-identity --query Arn --output text > identity.txt',
    'grep assumed-role/build/AWSCodeBuild- identity.txt',
    'echo "$COMMIT" >> identity.txt',
    'export IDENTITY=$(head -1 identity.txt)',
  ];
  const rest = 'artifacts: { files: [identity.txt] }\nenv: { exported-variables: [IDENTITY] }';
  await codebuild.send(new CreateProjectCommand(project('customer-data', commands, rest)));
  const environment = [
    { name: 'CUSTOMER', value: '/customer/name', type: 'PARAMETER_STORE' },
    { name: 'COMMIT', value: '#{SourceDatabase.CommitId}', type: 'PLAINTEXT' },
  ];
  await codepipeline.send(new CreatePipelineCommand({ pipeline: pipeline('customer-st-mary', 'customer-data', environment) }));
  const execution = await finished(codepipeline, 'customer-st-mary');
  const { actionExecutionDetails = [] } = await codepipeline.send(new ListActionExecutionsCommand({ pipelineName: 'customer-st-mary' }));
  const migrate = actionExecutionDetails.find(({ actionName }) => actionName === 'Migrate');
  const buildId = migrate?.output?.executionResult?.externalExecutionId ?? '';
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: [buildId] }));
  expect({ status: execution.status, error: migrate?.output?.executionResult?.errorDetails }).toEqual({
    status: 'Succeeded',
    error: undefined,
  });
  expect(builds[0]?.phases?.[0]?.startTime).toBeInstanceOf(Date);
  expect(builds[0]?.exportedEnvironmentVariables?.[0]?.value).toContain('assumed-role/build/');
  const { branch } = await new CodeCommitClient(root).send(new GetBranchCommand({ repositoryName: REPOSITORY, branchName: 'main' }));
  expect(execution.artifactRevisions?.[0]?.revisionId).toBe(branch?.commitId);
  const { Contents = [] } = await new S3Client({ ...root, forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket: BUCKET }));
  expect(Contents.map(({ Key }) => Key?.split('/')[1])).toEqual(expect.arrayContaining(['Database', 'Released']));
});

test('a build whose role may not read a parameter fails, and names it', async () => {
  await new CodeBuildClient(deployer).send(new CreateProjectCommand(project('customer-denied', ['true'])));
  const codepipeline = new CodePipelineClient(deployer);
  const environment = [{ name: 'OTHER', value: '/other/secret', type: 'PARAMETER_STORE' }];
  await codepipeline.send(new CreatePipelineCommand({ pipeline: pipeline('customer-denied', 'customer-denied', environment) }));
  expect((await finished(codepipeline, 'customer-denied')).status).toBe('Failed');
  const { actionExecutionDetails = [] } = await codepipeline.send(new ListActionExecutionsCommand({ pipelineName: 'customer-denied' }));
  expect(actionExecutionDetails[0]?.output?.executionResult?.errorDetails?.message).toMatch(
    /cannot read parameter \/other\/secret for OTHER: AccessDenied/,
  );
});

test('IAM refuses a role on projects it was not given, and roles it may not pass', async () => {
  const codebuild = new CodeBuildClient(deployer);
  await expect(codebuild.send(new CreateProjectCommand(project('other', ['true'])))).rejects.toThrow(/codebuild:CreateProject/);
  await expect(codebuild.send(new DeleteProjectCommand({ name: 'other' }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const passed = codebuild.send(new CreateProjectCommand({ ...project('customer-role', ['true']), serviceRole: arn('deployer') }));
  await expect(passed).rejects.toThrow(/iam:PassRole/);
});

test('what the services do by themselves as a role is not in the journal', () => {
  const calls = aws.local.journal.entries().filter(({ role }) => role === 'build' || role === 'pipeline');
  expect(calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});
