import { listOf } from '../../gateway/xml.ts';
import { type Asked, ask, each, field, type Input, member, type Requests, regional, type Table, text, unnamed } from './asked.ts';
import { stackRequests } from './stack.ts';
import { created, flatTags, tagKeys, tagsOf } from './tags.ts';

const passRole = (role: unknown, service: string): readonly Asked[] =>
  typeof role === 'string' && role !== '' ? ask('iam:PassRole', role, { 'iam:PassedToService': service }) : [];

const project = (input: Input, name: string): string => regional(input, 'codebuild', `project/${name}`);
/** A build's id begins with its project's name. */
const projectsOf = (input: Input, ids: unknown): readonly string[] => [
  ...new Set(listOf(ids).map((id) => project(input, text(id).split(':')[0] ?? ''))),
];
const projectChange: Requests = (input) => [
  ...created(`codebuild:${input.operation}`, project(input, field(input, 'name')), {}, ''),
  ...passRole(input.params.serviceRole, 'codebuild.amazonaws.com'),
];
export const codebuild: Table = {
  ...unnamed('codebuild', 'ListProjects'),
  CreateProject: projectChange,
  UpdateProject: projectChange,
  DeleteProject: (input) => ask('codebuild:DeleteProject', project(input, field(input, 'name'))),
  ListBuildsForProject: (input) => ask('codebuild:ListBuildsForProject', project(input, field(input, 'projectName'))),
  StartBuild: (input) => ask('codebuild:StartBuild', project(input, field(input, 'projectName'))),
  StopBuild: (input) => ask('codebuild:StopBuild', projectsOf(input, input.params.id)),
  BatchGetBuilds: (input) => ask('codebuild:BatchGetBuilds', projectsOf(input, input.params.ids)),
  BatchGetProjects: (input) => ask('codebuild:BatchGetProjects', projectsOf(input, input.params.names)),
};

const pipelineName = ({ params }: Input): string => text(member(params.pipeline, 'name') ?? params.pipelineName ?? params.name);
const pipeline = (input: Input): string => regional(input, 'codepipeline', pipelineName(input));
/** Tagging while creating asks for `codepipeline:TagResource` (CodePipeline User Guide, "Tagging resources"). */
const pipelineChange: Requests = (input) => [
  ...created(`codepipeline:${input.operation}`, pipeline(input), tagsOf(input.params.tags), 'codepipeline:TagResource'),
  ...passRole(member(input.params.pipeline, 'roleArn'), 'codepipeline.amazonaws.com'),
];
export const codepipeline: Table = {
  ...unnamed('codepipeline', 'ListPipelines'),
  ...each(
    'codepipeline',
    [
      'DeletePipeline',
      'GetPipeline',
      'GetPipelineExecution',
      'GetPipelineState',
      'ListActionExecutions',
      'ListPipelineExecutions',
      'StartPipelineExecution',
      'StopPipelineExecution',
    ],
    pipeline,
  ),
  RetryStageExecution: (input) => ask('codepipeline:RetryStageExecution', `${pipeline(input)}/${field(input, 'stageName')}`),
  ListTagsForResource: (input) => ask('codepipeline:ListTagsForResource', field(input, 'resourceArn')),
  CreatePipeline: pipelineChange,
  UpdatePipeline: pipelineChange,
};

const stack = (input: Input): string => {
  const name = field(input, 'StackName');
  return name.startsWith('arn:') ? name : regional(input, 'cloudformation', `stack/${name || '*'}/*`);
};
const stackTags = ({ params }: Input): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let n = 1; params[`Tags.member.${n}.Key`] !== undefined; n += 1) {
    tags[text(params[`Tags.member.${n}.Key`])] = text(params[`Tags.member.${n}.Value`]);
  }
  return tags;
};
/** A template in S3 is read in the caller's name (CloudFormation API Reference, TemplateURL; "S3 error: Access Denied" where he may not). */
const templateObject = (input: Input): readonly Asked[] => {
  const url = field(input, 'TemplateURL');
  return URL.canParse(url) ? ask('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(new URL(url).pathname.slice(1))}`) : [];
};
const stackWithTags = (input: Input): readonly Asked[] => [
  ...created(`cloudformation:${input.operation}`, stack(input), stackTags(input), 'cloudformation:TagResource').map((asked) =>
    asked.action === 'cloudformation:TagResource'
      ? { ...asked, keys: { ...asked.keys, 'cloudformation:CreateAction': input.operation } }
      : asked,
  ),
  ...templateObject(input),
];
const stackChange: Requests = async (input, look) => [...stackWithTags(input), ...(await stackRequests(input, look, stackTags(input)))];
/** A change set and a deletion say no tags: the stack has them. */
const stackWork: Requests = async (input, look) => [
  ...ask(`cloudformation:${input.operation}`, stack(input)),
  ...(await stackRequests(input, look, {})),
];
export const cloudformation: Table = {
  ...unnamed('cloudformation', 'ListStacks', 'ValidateTemplate'),
  ...each(
    'cloudformation',
    [
      'DeleteChangeSet',
      'DescribeChangeSet',
      'DescribeStackEvents',
      'DescribeStackResources',
      'DescribeStacks',
      'GetTemplate',
      'GetTemplateSummary',
      'ListChangeSets',
      'UpdateTerminationProtection',
    ],
    stack,
  ),
  CreateStack: stackChange,
  UpdateStack: stackChange,
  CreateChangeSet: stackWithTags,
  ContinueUpdateRollback: stackWork,
  DeleteStack: stackWork,
  ExecuteChangeSet: stackWork,
};

const role = (input: Input): string => `arn:aws:iam::${input.accountId}:role/${field(input, 'RoleName')}`;
const bounded: Requests = (input) => {
  const boundary = field(input, 'PermissionsBoundary');
  return ask(`iam:${input.operation}`, role(input), boundary === '' ? undefined : { 'iam:PermissionsBoundary': boundary });
};
/** Service Authorization Reference, AWS IAM: these know the boundary that the role has. */
const ofBounded: Requests = async (input, look) => {
  const boundary = await look.boundaryOf(input, field(input, 'RoleName'));
  return ask(`iam:${input.operation}`, role(input), boundary === undefined ? undefined : { 'iam:PermissionsBoundary': boundary });
};
export const iam: Table = {
  ...unnamed('iam', 'ListPolicies', 'ListRoles', 'ListUsers'),
  // With tags AWS asks for the tagging besides (IAM User Guide, "Tagging IAM resources").
  CreateRole: async (input, look) => {
    const tags = flatTags(input, 'Tags.member');
    const [creation] = await bounded(input, look);
    const named = creation ? [{ ...creation, keys: { ...creation.keys, ...tagKeys(tags) } }] : [];
    return Object.keys(tags).length === 0 ? named : [...named, ...ask('iam:TagRole', role(input), tagKeys(tags))];
  },
  PutRolePermissionsBoundary: bounded,
  AttachRolePolicy: ofBounded,
  DeleteRolePermissionsBoundary: ofBounded,
  DeleteRolePolicy: ofBounded,
  DetachRolePolicy: ofBounded,
  PutRolePolicy: ofBounded,
  ...each('iam', ['DeleteRole', 'GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies'], role),
};

const group = (input: Input): string => regional(input, 'logs', `log-group:${field(input, 'logGroupName')}`);
const stream = (input: Input): string => `${group(input)}:log-stream:${field(input, 'logStreamName') || '*'}`;
export const logs: Table = {
  // What AWS's refusals name, although the reference gives the action no resource.
  DescribeLogGroups: (input) => ask('logs:DescribeLogGroups', regional(input, 'logs', 'log-group::log-stream:')),
  // The reference's ARN ends with the name, AWS's own advice with `:*`; nothing public settles it, so policies must allow both.
  DeleteLogGroup: (input) => ask('logs:DeleteLogGroup', [group(input), `${group(input)}:*`]),
  CreateLogGroup: (input) => created('logs:CreateLogGroup', group(input), tagsOf(input.params.tags ?? {}), 'logs:TagResource'),
  PutRetentionPolicy: (input) => ask('logs:PutRetentionPolicy', group(input)),
  CreateLogStream: (input) => ask('logs:CreateLogStream', stream(input)),
  GetLogEvents: (input) => ask('logs:GetLogEvents', stream(input)),
  PutLogEvents: (input) => ask('logs:PutLogEvents', stream(input)),
};

export const sts: Table = { AssumeRole: (input) => ask('sts:AssumeRole', field(input, 'RoleArn')) };
export const tagging: Table = { GetResources: () => ask('tag:GetResources', '*') };
