import { busName } from '@tenantry/events-schema/bus';
import { ReleaseFailed, ReleaseMade, ReleaseRequested } from '@tenantry/events-schema/release';
import { configOf } from '@tenantry/shared/deployment/config';
import { RELEASES_SERVICE, releasePipelineName, releaseReporterRoleName } from '@tenantry/shared/deployment/release';
import { crossAccountRoleArn, roleArn, serviceName } from '@tenantry/shared/domain/names';
import { alarm, functionAlarm } from '@tenantry/shared/infra/alarm';
import { functionRole, publishing } from '@tenantry/shared/infra/function';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { queueAccessOf, queueAlarms, queueResources, queueRule } from '@tenantry/shared/infra/queue';
import { published } from '@tenantry/shared/telemetry/metrics';

/** Seconds. It copies three archives of some megabytes. */
const TIMEOUT = 60;
/** Six times the function's timeout (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY = 6 * TIMEOUT;
const MAX_RECEIVES = 10;

/** The function that makes releases; its role is its own, since the stage's may enter tenants' accounts. */
export const releasesFunction = (deployment: string) => ({
  name: `${serviceName(deployment, RELEASES_SERVICE)}-handler`,
  handler: 'src/releases/handler.main',
  timeout: TIMEOUT,
  role: arnOf('ReleasesFunctionRole'),
  events: [
    { sqs: { arn: arnOf('ReleasesQueue'), batchSize: 1, functionResponseType: 'ReportBatchItemFailures', maximumConcurrency: 2 } },
    // What was built before this service was there, or whose event was lost.
    { schedule: { rate: ['rate(15 minutes)'] } },
  ],
});

/** Queue, rule, role and alarms; and what lets the DevOps account's report onto the bus. */
export const releasesResources = (deployment: string) => {
  const { region, accounts } = configOf(deployment);
  const own = (service: string, resource: string) => `arn:aws:${service}:${region}:${accounts.superAdmin}:${resource}`;
  const name = serviceName(deployment, RELEASES_SERVICE);
  const bus = busName(deployment);
  return {
    ReleasesFunctionRole: functionRole(deployment, RELEASES_SERVICE, [
      ...queueAccessOf('Releases'),
      ...publishing(deployment, 'pipeline', [ReleaseMade, ReleaseFailed, ReleaseRequested]),
      allow('sts:AssumeRole', crossAccountRoleArn(accounts.devops, deployment, RELEASES_SERVICE)),
      // Who is live.
      allow('dynamodb:Scan', own('dynamodb', `table/${serviceName(deployment, 'pipeline')}`)),
    ]),
    ...queueResources(deployment, RELEASES_SERVICE, {
      visibility: VISIBILITY,
      maxReceives: MAX_RECEIVES,
      rules: ['ReleasesRule'],
      prefix: 'Releases',
    }),
    ReleasesRule: queueRule(
      deployment,
      name,
      {
        source: ['aws.codepipeline'],
        account: [accounts.devops],
        'detail-type': ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: [releasePipelineName(deployment)] },
      },
      'Releases',
    ),
    // Of that account one role only, which its rule has.
    ReleasesReporter: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: {
        EventBusName: bus,
        StatementId: 'releases',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accounts.devops}:root` },
          Action: 'events:PutEvents',
          Resource: own('events', `event-bus/${bus}`),
          Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn(accounts.devops, releaseReporterRoleName(deployment)) } },
        },
      },
    },
    ...queueAlarms(deployment, RELEASES_SERVICE, 'the function that makes releases', 'Releases'),
    ReleasesFailedAlarm: alarm(
      deployment,
      `${name}-failed`,
      "A push to the tenants' application made no release; tenants keep what they have. The console says under Releases which build failed. docs/runbook.md#no-release-is-made",
      {
        ...published(deployment, 'FailedReleases', RELEASES_SERVICE, {}),
        Threshold: 0,
      },
    ),
    // Of the schedule; a message that fails is a dead letter.
    ReleasesErrorsAlarm: functionAlarm(
      deployment,
      `${name}-handler`,
      'The function that makes releases fails. Its log says why. docs/runbook.md#no-release-is-made',
    ),
  };
};
