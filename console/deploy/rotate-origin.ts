import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { DescribeSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { consoleOriginSecret, serviceName } from '@tenantry/shared/domain/names';

/** Parameter of the console's stack: the version of the secret that its distribution sends. */
export const ORIGIN_VERSION = 'OriginSecretVersion';
const DAY_MS = 86_400_000;
const ROTATE_AFTER_DAYS = 30;
/** The API looks for a value that it does not know at most every five seconds (services/admin/src/api/request/origin.ts): longer than that. */
const API_KNOWS_MS = 15_000;
const STACK_SECONDS = 1_800;

export interface RotateOptions {
  readonly deployment: string;
  /** Configuration of AWS clients that may deploy in the super-admin account. */
  readonly clients: CloudFormationClientConfig & { readonly region: string };
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** However young the value is: it may have become known to others. */
  readonly force?: boolean;
}

/** The version in use and since when, as Secrets Manager tells it. */
const current = async (secrets: SecretsManagerClient, SecretId: string) => {
  const { LastChangedDate, VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const version = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'))?.[0] ?? '';
  return { version, since: LastChangedDate?.getTime() ?? 0 };
};

/** Has CloudFront send a version; ends when all edge locations do. */
const send = async (client: CloudFormationClient, StackName: string, version: string): Promise<void> => {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const parameters = Stacks?.[0]?.Parameters ?? [];
  if (parameters.some(({ ParameterKey, ParameterValue }) => ParameterKey === ORIGIN_VERSION && ParameterValue === version)) return;
  const Parameters = parameters.map(({ ParameterKey }) =>
    ParameterKey === ORIGIN_VERSION ? { ParameterKey, ParameterValue: version } : { ParameterKey, UsePreviousValue: true },
  );
  await client.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Parameters, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackUpdateComplete({ client, maxWaitTime: STACK_SECONDS, minDelay: 2, maxDelay: 15 }, { StackName });
};

/**
 * Gives the console's distribution another value to send to the API, where the present one is older than a month. Without an interruption:
 * the API takes the current value and the one before. So CloudFront sends the current one everywhere, which an earlier run that was cut
 * short may have left undone, before there is another; and the API may know that one before CloudFront sends it.
 * @returns whether it did
 */
export const rotateOrigin = async ({ deployment, clients, now, wait = setTimeout, force = false }: RotateOptions): Promise<boolean> => {
  const secrets = new SecretsManagerClient(clients);
  const cloudFormation = new CloudFormationClient(clients);
  const SecretId = consoleOriginSecret(deployment);
  const stack = serviceName(deployment, 'console');
  const { version, since } = await current(secrets, SecretId);
  if (!force && now() - since < ROTATE_AFTER_DAYS * DAY_MS) return false;
  await send(cloudFormation, stack, version);
  const { VersionId = '' } = await secrets.send(
    new PutSecretValueCommand({ SecretId, SecretString: randomBytes(32).toString('base64url') }),
  );
  await wait(API_KNOWS_MS);
  await send(cloudFormation, stack, VersionId);
  return true;
};
