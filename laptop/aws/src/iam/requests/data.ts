import { listOf } from '../../gateway/xml.ts';
import {
  type Asked,
  ask,
  each,
  field,
  type Input,
  type Look,
  member,
  type Requests,
  regional,
  type Table,
  text,
  unnamed,
  useKey,
} from './asked.ts';
import { created, tagsOf } from './tags.ts';

const table = (input: Input, name: string): string => (name.startsWith('arn:') ? name : regional(input, 'dynamodb', `table/${name}`));
/** The one value of `{ S: 'x' }`. */
const plain = (value: unknown): string => (typeof value === 'object' && value !== null ? text(Object.values(value)[0]) : text(value));

/** `dynamodb:LeadingKeys`: the partition keys that a call touches (DynamoDB Developer Guide, "Using IAM policy conditions"). */
const onItem = async (input: Input, look: Look, action: string, item: unknown): Promise<readonly Asked[]> => {
  const name = text(member(item, 'TableName'));
  const key = await look.partitionKey(input, name);
  const leading = member(member(item, 'Key') ?? member(item, 'Item'), key);
  return ask(`dynamodb:${action}`, table(input, name), leading === undefined ? undefined : { 'dynamodb:LeadingKeys': [plain(leading)] });
};
const item: Requests = (input, look) => onItem(input, look, input.operation, input.params);
const queried: Requests = (input) => {
  const resource = table(input, field(input, 'TableName'));
  const index = field(input, 'IndexName');
  return ask(`dynamodb:${input.operation}`, index === '' ? resource : `${resource}/index/${index}`);
};
/** A transaction is authorized as its parts (Service Authorization Reference, Amazon DynamoDB: it has no action of its own). */
const PARTS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};
const transaction: Requests = async (input, look) => {
  const parts = listOf(input.params.TransactItems).flatMap((one) => Object.entries((one ?? {}) as object));
  return (await Promise.all(parts.map(([part, value]) => onItem(input, look, PARTS[part] ?? part, value)))).flat();
};
const RESTORING = ['BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'] as const;
export const dynamodb: Table = {
  ...unnamed('dynamodb', 'ListTables'),
  ...each('dynamodb', ['DeleteTable', 'DescribeContinuousBackups', 'DescribeTable'], (input) => table(input, field(input, 'TableName'))),
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_restores.html: besides, on the table that it makes
  RestoreTableToPointInTime: (input) => [
    ...ask('dynamodb:RestoreTableToPointInTime', table(input, field(input, 'SourceTableName') || field(input, 'SourceTableArn'))),
    ...RESTORING.flatMap((action) => ask(`dynamodb:${action}`, table(input, field(input, 'TargetTableName')))),
  ],
  GetItem: item,
  PutItem: item,
  UpdateItem: item,
  DeleteItem: item,
  Query: queried,
  Scan: queried,
  TransactWriteItems: transaction,
  TransactGetItems: transaction,
};

/** IAM sees the whole ARN, with the six characters that Secrets Manager adds to the name. */
const secretArn = (input: Input, name: string): string =>
  name.startsWith('arn:') ? name : regional(input, 'secretsmanager', `secret:${name}-a1B2c3`);
const SECRET_OPERATIONS = [
  'DeleteSecret',
  'DescribeSecret',
  'GetSecretValue',
  'PutSecretValue',
  'RestoreSecret',
  'UpdateSecret',
  'GetResourcePolicy',
  'PutResourcePolicy',
];
export const secretsmanager: Table = {
  ...unnamed('secretsmanager', 'ListSecrets'),
  ...each('secretsmanager', SECRET_OPERATIONS, (input) => secretArn(input, field(input, 'SecretId'))),
  CreateSecret: (input) =>
    created('secretsmanager:CreateSecret', secretArn(input, field(input, 'Name')), tagsOf(input.params.Tags), 'secretsmanager:TagResource'),
};

/** `https://sqs.us-east-1.amazonaws.com/100000000002/orders`, or a bare name. */
const queue = (input: Input): string => {
  const [name = '', account = ''] = (field(input, 'QueueUrl') || field(input, 'QueueName')).split('/').reverse();
  return `arn:aws:sqs:${input.region}:${account || input.accountId}:${name}`;
};
/** A batch needs the permission of its single action (SQS Developer Guide, "Amazon SQS API permissions"). */
const queued =
  (action: string): Requests =>
  (input) =>
    ask(`sqs:${action}`, queue(input));
export const sqs: Table = {
  ...each('sqs', ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage', 'SendMessage'], queue),
  ChangeMessageVisibilityBatch: queued('ChangeMessageVisibility'),
  DeleteMessageBatch: queued('DeleteMessage'),
  SendMessageBatch: queued('SendMessage'),
};

const onEvents = (input: Input, type: string, name: string): string =>
  name.startsWith('arn:') ? name : regional(input, 'events', `${type}/${name || 'default'}`);
/** @param name the member that holds the rule's name */
const rule =
  (name: string) =>
  (input: Input): string => {
    const bus = field(input, 'EventBusName');
    return onEvents(input, 'rule', `${bus === '' ? '' : `${bus}/`}${field(input, name)}`);
  };
export const events: Table = {
  ...unnamed('events', 'ListRules'),
  PutEvents: (input) =>
    listOf(input.params.Entries).flatMap((entry) =>
      ask('events:PutEvents', onEvents(input, 'event-bus', text(member(entry, 'EventBusName'))), {
        'events:source': text(member(entry, 'Source')),
        'events:detail-type': text(member(entry, 'DetailType')),
      }),
    ),
  // Three required resource types: the archive, the bus that it replays to, and the replay itself.
  StartReplay: (input) =>
    ask('events:StartReplay', [
      field(input, 'EventSourceArn'),
      text(member(input.params.Destination, 'Arn')),
      onEvents(input, 'replay', field(input, 'ReplayName')),
    ]),
  DescribeReplay: (input) => ask('events:DescribeReplay', onEvents(input, 'replay', field(input, 'ReplayName'))),
  DescribeArchive: (input) => ask('events:DescribeArchive', onEvents(input, 'archive', field(input, 'ArchiveName'))),
  DescribeEventBus: (input) => ask('events:DescribeEventBus', onEvents(input, 'event-bus', field(input, 'Name'))),
  ...each('events', ['DeleteRule', 'DescribeRule'], rule('Name')),
  ...each('events', ['ListTargetsByRule', 'RemoveTargets'], rule('Rule')),
};

const parameter = (input: Input): string => regional(input, 'ssm', `parameter/${field(input, 'Name').replace(/^\//, '')}`);
export const ssm: Table = each('ssm', ['GetParameter', 'PutParameter', 'DeleteParameter'], parameter);

/** Publishing to a topic with a customer's key asks for that key too (SNS Developer Guide, "Managing Amazon SNS encryption keys"). */
const publish: Requests = async (input, look) => {
  const topic = field(input, 'TopicArn');
  return [...ask('sns:Publish', topic), ...useKey(input, 'sns', await look.topicKey(topic), ['GenerateDataKey', 'Decrypt'])];
};
export const sns: Table = {
  Publish: publish,
  ...each('sns', ['CreateTopic'], (input) => regional(input, 'sns', field(input, 'Name'))),
  ...each('sns', ['DeleteTopic', 'ListSubscriptionsByTopic', 'Subscribe'], (input) => field(input, 'TopicArn')),
};

/** Of the named alarms; without a name, of all of this account. */
export const cloudwatch: Table = each('cloudwatch', ['DescribeAlarms'], (input) => {
  const names = listOf(input.params.AlarmNames).map(text);
  return (names.length === 0 ? ['*'] : names).map((name) => regional(input, 'cloudwatch', `alarm:${name}`));
});

/** On the key, also where an alias names it (KMS developer guide, "Control access to KMS keys using aliases"). */
const onKey =
  (action: string): Requests =>
  async (input, look) => {
    const key = await look.key(field(input, 'KeyId'));
    const said = { 'kms:SigningAlgorithm': field(input, 'SigningAlgorithm'), 'kms:MessageType': field(input, 'MessageType') };
    const keys = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
    return ask(`kms:${action}`, key?.arn ?? regional(input, 'kms', 'key/*'), {
      ...keys,
      'kms:CallerAccount': input.accountId,
      'kms:ResourceAliases': key?.aliases ?? [],
    });
  };
export const kms: Table = Object.fromEntries(['DescribeKey', 'GetPublicKey', 'Sign', 'Verify'].map((action) => [action, onKey(action)]));
