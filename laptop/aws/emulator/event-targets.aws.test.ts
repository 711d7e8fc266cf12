import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, type Message, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS, REGION, TEST_WORLD } from '../src/testing/accounts.ts';
import { eventually } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

const REPOSITORY = 'application';
const bus = `arn:aws:events:${REGION}:${ACCOUNTS.home}:event-bus/bus`;
const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNTS.delivery}:role/${name}`;

let aws: OwnAws;
let events: EventBridgeClient;
let sqs: SQSClient;
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptop-repository-'));
  writeFileSync(path.join(folder, 'file'), 'content');
  aws = await startOwnAws({ world: { ...TEST_WORLD, repositories: (name) => (name === REPOSITORY ? folder : undefined) } });
  events = new EventBridgeClient(aws.as(ACCOUNTS.delivery));
  sqs = new SQSClient(aws.as(ACCOUNTS.home));
  await new CodeCommitClient(aws.as(ACCOUNTS.delivery)).send(new CreateRepositoryCommand({ repositoryName: REPOSITORY }));
  await listen();
  const statement = (role: string) => ({
    Sid: role,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNTS.delivery}:root` },
    Action: 'events:PutEvents',
    Resource: bus,
    Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn(role) } },
  });
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: ['named', 'powerless', 'untrusted'].map(statement) });
  await new EventBridgeClient(aws.as(ACCOUNTS.home)).send(new PutPermissionCommand({ EventBusName: 'bus', Policy }));
});
afterAll(() => aws.stop());

/** The bus of the other account, and a queue that gets all that comes in there. */
const listen = async (): Promise<void> => {
  const home = new EventBridgeClient(aws.as(ACCOUNTS.home));
  await home.send(new CreateEventBusCommand({ Name: 'bus' }));
  const queue = `arn:aws:sqs:${REGION}:${ACCOUNTS.home}:heard`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'heard' }));
  const allowed = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: [allowed] }) } }));
  const EventPattern = JSON.stringify({ account: [ACCOUNTS.delivery] });
  await home.send(new PutRuleCommand({ Name: 'heard', EventBusName: 'bus', EventPattern }));
  await home.send(new PutTargetsCommand({ Rule: 'heard', EventBusName: 'bus', Targets: [{ Id: 'queue', Arn: queue }] }));
};
/** What the bus of the other account has heard since the last time. */
const heard = async (): Promise<Record<string, unknown>[]> => {
  const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${ACCOUNTS.home}/heard`;
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }: Message) => JSON.parse(Body) as Record<string, unknown>);
};
const createRole = async (RoleName: string, service = 'events.amazonaws.com', Resource: string | undefined = bus): Promise<void> => {
  const iam = new IAMClient(aws.as(ACCOUNTS.delivery));
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyDocument = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource }] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'policy', PolicyDocument }));
};
/** A rule of the default bus that hands a repository's events on to the other account, as this role. */
const forwardAs = async (role: string): Promise<void> => {
  const EventPattern = JSON.stringify({ source: ['aws.codecommit'], detail: { referenceName: ['main'] } });
  await events.send(new PutRuleCommand({ Name: 'forward', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'forward', Targets: [{ Id: 'bus', Arn: bus, RoleArn: roleArn(role) }] }));
};
const push = () => fetch(`${aws.local.url}/_laptop/push?repository=${REPOSITORY}`, { method: 'POST' });

test('a push is told on the default bus, and a rule hands it on to the bus of another account as it was', async () => {
  await createRole('named');
  await forwardAs('named');
  await push();
  const [event] = await eventually('the event', async () => {
    const all = await heard();
    return all.length > 0 ? all : undefined;
  });
  expect(event).toMatchObject({
    account: ACCOUNTS.delivery,
    region: REGION,
    source: 'aws.codecommit',
    'detail-type': 'CodeCommit Repository State Change',
    resources: [`arn:aws:codecommit:${REGION}:${ACCOUNTS.delivery}:${REPOSITORY}`],
    detail: { event: 'referenceUpdated', referenceName: 'main', commitId: expect.stringMatching(/^[0-9a-f]{40}$/) },
  });
});

test.each([
  ['whom the bus of the other account does not name', 'unnamed', 'events.amazonaws.com', bus],
  ['who may not put events there itself', 'powerless', 'events.amazonaws.com', `${bus}-other`],
  ['whom EventBridge may not assume', 'untrusted', 'codebuild.amazonaws.com', bus],
])('a rule reaches nobody as a role %s', async (_who, role, service, resource) => {
  await createRole(role, service, resource);
  await forwardAs(role);
  await push();
  // One that arrives comes after what did not.
  await forwardAs('named');
  await push();
  const all = await eventually('the second event', async () => {
    const found = await heard();
    return found.length > 0 ? found : undefined;
  });
  expect(all).toHaveLength(1);
});

test('nobody but AWS publishes what begins with aws.', async () => {
  const entry = { Source: 'aws.codepipeline', DetailType: 'CodePipeline Pipeline Execution State Change', Detail: '{}' };
  const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  expect([FailedEntryCount, Entries?.[0]?.ErrorCode]).toEqual([1, 'NotAuthorizedForSourceException']);
});
