import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { DriftCheckRequested, StageDriftChecked } from '@tenantry/events-schema/drift';
import type { AnyEventDefinition, EventDefinition } from '@tenantry/events-schema/event';
import { TenantOffboarded } from '@tenantry/events-schema/offboard';
import { patternOf } from '@tenantry/events-schema/source';
import { StageFailed, StageProgressed, StageStalled } from '@tenantry/events-schema/stages';
import { configOf } from '../deployment/config.ts';
import { crossAccountRoleArn, decisionsTableName, serviceName } from '../domain/names.ts';
import { HOLDS } from '../saga/held.ts';
import { TIMEOUT, VISIBILITY } from '../saga/ports.ts';
import { type AnyStage, stopsOn } from '../saga/stage.ts';
import { deploymentName, functionRole, publishing, service, versionParameter } from './function.ts';
import { allow, arnOf, type Statement } from './policy.ts';
import { queueAccess, queueAlarms, queueResources, queueRule } from './queue.ts';
import { lastingTable } from './table.ts';

export interface StageServiceOptions {
  /** Accounts in which the stage assumes its role `tenantry-<deployment>-<service>`; `tenants` means every tenant account. */
  readonly assumes: readonly ('owner' | 'networking' | 'production' | 'devops' | 'tenants')[];
  /** What its functions publish besides the events of the stage. */
  readonly publishes?: readonly AnyEventDefinition[];
  /** What the function may do in its own account, besides its queue, table and bus. */
  readonly statements?: readonly Statement[];
  /** Workers at a time, at least 2: the stage's rate limiter. */
  readonly maximumConcurrency?: number;
  readonly resources?: Readonly<Record<string, object>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** `VpcConfig` of the function. As an extension: the framework takes no list from a template's parameter. */
  readonly vpc?: { readonly SubnetIds: unknown; readonly SecurityGroupIds: unknown };
  readonly parameters?: Readonly<Record<string, object>>;
}
/** Receives after which SQS moves a message to the dead letters: many more than the runner's attempts, since a busy lease counts too. */
const MAX_RECEIVES = 50;

/** Every event that a stage hears, each once. */
export const heardBy = (stage: AnyStage): readonly EventDefinition[] => [
  ...new Set([
    ...stage.entries.flatMap((entry) => (entry.kind === 'on' || entry.kind === 'also' ? [entry.event] : [])),
    ...stage.removeOn,
    ...stopsOn(stage),
    TenantOffboarded,
  ]),
];

/** Every event that a stage publishes. */
export const publishedBy = (stage: AnyStage): readonly EventDefinition[] => [
  ...new Set([
    ...stage.entries.flatMap((entry) => (entry.kind === 'publish' ? [entry.event] : [])),
    stage.removed,
    ...stage.entries.flatMap((entry) => (entry.kind === 'unless' ? [HOLDS[entry.hold].said] : [])),
    StageFailed,
    StageStalled,
    StageProgressed,
    StageDriftChecked,
  ]),
];

/** A policy variable in a template: `${…}` in a text is one of the framework's own. */
const OWN_ORGANIZATION = { 'Fn::Join': ['', ['$', '{aws:PrincipalOrgID}']] };

/** The service's roles in shared accounts, by id, and in the accounts of tenants, whose ids only events know: within the organization. */
const assuming = (deployment: string, service: string, accounts: StageServiceOptions['assumes']): readonly Statement[] => {
  const { accounts: ids } = configOf(deployment);
  const named = accounts.filter((account) => account !== 'tenants');
  return [
    ...(named.length > 0
      ? [
          allow(
            'sts:AssumeRole',
            named.map((account) => crossAccountRoleArn(ids[account], deployment, service)),
          ),
        ]
      : []),
    ...(accounts.includes('tenants')
      ? [
          allow('sts:AssumeRole', crossAccountRoleArn('*', deployment, service), {
            StringEquals: { 'aws:ResourceOrgID': OWN_ORGANIZATION },
          }),
        ]
      : []),
  ];
};

/** Turns a stage into its Serverless service: rules, queue, dead-letter queue, function, table, alarms and IAM. */
export const stageService = (stage: AnyStage, options: StageServiceOptions) => {
  const deployment = deploymentName();
  const { region, accounts } = configOf(deployment);
  const { name } = stage;
  const own = (type: string, resource: string) => `arn:aws:${type}:${region}:${accounts.superAdmin}:${resource}`;
  const tableName = serviceName(deployment, name);
  const heard = heardBy(stage);
  const base = service(name, deployment, TIMEOUT);
  return {
    ...base,
    provider: {
      ...base.provider,
      environment: { ...base.provider.environment, ...options.environment },
    },
    functions: {
      handler: {
        name: `${tableName}-handler`,
        handler: 'src/handler.main',
        events: [
          {
            sqs: {
              arn: arnOf('Queue'),
              batchSize: 1, // one tenant's work never waits behind another's
              functionResponseType: 'ReportBatchItemFailures',
              maximumConcurrency: options.maximumConcurrency ?? 4,
            },
          },
        ],
      },
    },
    resources: {
      ...(options.parameters ? { Parameters: options.parameters } : {}),
      ...(options.vpc ? { extensions: { HandlerLambdaFunction: { Properties: { VpcConfig: options.vpc } } } } : {}),
      Resources: {
        FunctionRole: functionRole(deployment, name, [
          allow(['dynamodb:GetItem', 'dynamodb:PutItem'], own('dynamodb', `table/${tableName}`)),
          // Nothing is taken back that offboard has not decided.
          allow('dynamodb:GetItem', own('dynamodb', `table/${decisionsTableName(deployment)}`)),
          ...publishing(deployment, name, [...publishedBy(stage), ...(options.publishes ?? [])]),
          ...queueAccess,
          ...assuming(deployment, name, options.assumes),
          ...(options.statements ?? []),
        ]),
        Table: lastingTable(tableName, 'tenantId', { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } }),
        ...queueResources(deployment, name, { visibility: VISIBILITY, maxReceives: MAX_RECEIVES, rules: ['Rule', 'RetryRule'] }),
        Rule: queueRule(deployment, tableName, patternOf(heard)),
        RetryRule: queueRule(deployment, `${tableName}-retry`, {
          ...patternOf([StageRetryRequested, DriftCheckRequested]),
          detail: { stage: [name] },
        }),
        ...queueAlarms(deployment, name, `stage ${name}`),
        Version: versionParameter(deployment, name),
        ...options.resources,
      },
      Outputs: { QueueArn: { Value: arnOf('Queue') } },
    },
  };
};
