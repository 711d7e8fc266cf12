import { readFileSync } from 'node:fs';
import { type Place, resolved, type TemplateResource } from '../intrinsics.ts';
import type { Context } from '../policy.ts';
import { type Asked, field, type Input, type Look, member, type StackTemplate, text } from './asked.ts';
import { type Tags, tagKeys } from './tags.ts';

type Phase = 'create' | 'read' | 'update' | 'delete';
/** Type → phase → the actions that its handler asks in the caller's name, by AWS's own schema of the type. */
type Handlers = Readonly<Record<string, Readonly<Partial<Record<Phase, readonly string[]>>>>>;

const FILE = new URL('../generated/handler-permissions.json', import.meta.url);
let known: Handlers | undefined;
const handlers = (): Handlers => {
  known ??= JSON.parse(readFileSync(FILE, 'utf8')) as Handlers;
  return known;
};

interface Subject {
  readonly input: Input;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: Tags;
}
interface Target {
  readonly resources: readonly string[];
  readonly keys?: Context;
}

const regional = ({ input }: Subject, service: string, resource: string): string =>
  `arn:aws:${service}:${input.region}:${input.accountId}:${resource}`;
const given = ({ properties }: Subject, property: string): string => text(properties[property]) || '*';
/** Where the template gives no name, CloudFormation makes one of the stack's and the resource's. */
const name = ({ input, id, properties }: Subject, property: string): string =>
  text(properties[property]) || `${field(input, 'StackName').split('/')[1] ?? field(input, 'StackName')}-${id}-1A2B3C`;

const iam = (subject: Subject, action: string): Target | undefined => {
  if (action === 'iam:PassRole') {
    const role = text(subject.properties.Role);
    return role === '' ? undefined : { resources: [role], keys: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
  }
  const arn = `arn:aws:iam::${subject.input.accountId}`;
  if (subject.type === 'AWS::IAM::ManagedPolicy') return { resources: [`${arn}:policy/${name(subject, 'ManagedPolicyName')}`] };
  const boundary = text(subject.properties.PermissionsBoundary);
  const bounded = boundary === '' ? {} : { 'iam:PermissionsBoundary': boundary };
  const tags = /:(CreateRole|TagRole)$/.test(action) ? tagKeys(subject.tags) : {};
  return { resources: [`${arn}:role/${name(subject, 'RoleName')}`], keys: { ...bounded, ...tags } };
};

const ec2 = (subject: Subject, action: string): Target => {
  const group = regional(subject, 'ec2', 'security-group/*');
  if (action.startsWith('ec2:Describe')) return { resources: ['*'] };
  if (action === 'ec2:CreateSecurityGroup') return { resources: [group, regional(subject, 'ec2', `vpc/${given(subject, 'VpcId')}`)] };
  return { resources: [group], ...(action === 'ec2:CreateTags' ? { keys: tagKeys(subject.tags) } : {}) };
};

/** Parts of an HTTP API: the collection where one is made, the part itself where it is read, changed or deleted. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Route': 'routes',
  'AWS::ApiGatewayV2::Integration': 'integrations',
  'AWS::ApiGatewayV2::Authorizer': 'authorizers',
};
const apiGateway = (subject: Subject, action: string): Target | undefined => {
  const collection = COLLECTIONS[subject.type];
  if (collection === undefined) return undefined;
  const parts = `arn:aws:apigateway:${subject.input.region}::/apis/${given(subject, 'ApiId')}/${collection}`;
  return { resources: [action === 'apigateway:POST' ? parts : `${parts}/*`] };
};

const logs = (subject: Subject, action: string): Target => {
  const group = regional(subject, 'logs', `log-group:${name(subject, 'LogGroupName')}`);
  // The reference's ARN ends with the name, AWS's own advice with `:*`; nothing public settles it, so policies must allow both.
  return { resources: action.startsWith('logs:Describe') ? ['*'] : [group, `${group}:*`] };
};

/** Of the default bus: another bus's name comes before the rule's. */
const events = (subject: Subject, action: string): Target | undefined =>
  subject.properties.EventBusName === undefined
    ? {
        resources: [regional(subject, 'events', `rule/${name(subject, 'Name')}`)],
        ...(action === 'events:TagResource' ? { keys: tagKeys(subject.tags) } : {}),
        ...(action === 'events:PutTargets' ? { keys: { 'events:TargetArn': targetsOf(subject) } } : {}),
      }
    : undefined;

const lambda = (subject: Subject, action: string): Target | undefined =>
  /:(List|GetLayer|GetCode)/.test(action) && action !== 'lambda:ListTags'
    ? undefined
    : {
        resources: [regional(subject, 'lambda', `function:${name(subject, 'FunctionName')}`)],
        ...(action === 'lambda:AddPermission' ? { keys: permissionKeys(subject) } : {}),
      };

/** Service Authorization Reference, AWS Lambda: whom a permission is for, and how its URL asks who calls. */
const permissionKeys = ({ properties: { Principal, FunctionUrlAuthType } }: Subject): Context => ({
  'lambda:Principal': text(Principal),
  ...(FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': text(FunctionUrlAuthType) }),
});

const s3 = ({ properties }: Subject): Target | undefined => {
  const { S3Bucket, S3Key } = (properties.Code ?? {}) as { S3Bucket?: unknown; S3Key?: unknown };
  return text(S3Bucket) === '' ? undefined : { resources: [`arn:aws:s3:::${text(S3Bucket)}/${text(S3Key)}`] };
};

const targetsOf = ({ properties: { Targets } }: Subject): readonly string[] =>
  Array.isArray(Targets) ? Targets.map((target: unknown) => text(member(target, 'Arn'))) : [];

/** What an action of a handler touches; undefined where it is about something that the template does not have. */
const TARGETS: Readonly<Record<string, (subject: Subject, action: string) => Target | undefined>> = {
  iam,
  ec2,
  apigateway: apiGateway,
  events,
  logs,
  lambda,
  s3,
};

/** CloudFormation's calls in its caller's name say so (IAM User Guide, "AWS global condition context keys", aws:CalledVia). */
const CALLED_VIA: Context = { 'aws:CalledVia': ['cloudformation.amazonaws.com'] };

const ofResource = (subject: Subject, phases: readonly Phase[]): readonly Asked[] => {
  const actions = new Set(phases.flatMap((phase) => handlers()[subject.type]?.[phase] ?? []));
  return [...actions].flatMap((action) => {
    const target = TARGETS[action.split(':')[0] ?? '']?.(subject, action);
    const handler = `${subject.type} ${phases.join(', ')}`;
    return (target?.resources ?? []).map((resource): Asked => ({ action, resource, handler, keys: { ...target?.keys, ...CALLED_VIA } }));
  });
};

const subjects = (input: Input, { resources, parameters }: StackTemplate, tags: Tags): ReadonlyMap<string, Subject> => {
  const place: Place = { accountId: input.accountId, region: input.region, resources, parameters, lenient: true };
  const of = (id: string, { Type, Properties }: TemplateResource): Subject => ({
    input,
    id,
    type: Type,
    properties: resolved(Properties ?? {}, place) as Record<string, unknown>,
    tags,
  });
  return new Map(Object.entries(resources).map(([id, resource]) => [id, of(id, resource)]));
};

/** What CloudFormation asks in its caller's name while it works on a stack: the permissions of each resource's handler. */
export const stackRequests = async (input: Input, look: Look, tags: Tags): Promise<readonly Asked[]> => {
  const stack = field(input, 'StackName');
  const changeSet = field(input, 'ChangeSetName');
  const body = field(input, 'TemplateBody');
  const work = { stack, ...(changeSet === '' ? {} : { changeSet }), ...(body === '' ? {} : { text: body }) };
  const { before, after } = await look.stack(input, work);
  const [old, wanted] = [subjects(input, before, tags), subjects(input, after, { ...after.tags, ...tags })];
  if (input.operation === 'DeleteStack') return [...old.values()].flatMap((one) => ofResource(one, ['delete']));
  // What an update left undone is put back as it was.
  if (input.operation === 'ContinueUpdateRollback') return [...old.values()].flatMap((one) => ofResource(one, ['read', 'update']));
  return [
    ...[...wanted].flatMap(([id, one]) => ofResource(one, old.has(id) ? ['read', 'update'] : ['create', 'read'])),
    ...[...old].flatMap(([id, one]) => (wanted.has(id) ? [] : ofResource(one, ['delete']))),
  ];
};
