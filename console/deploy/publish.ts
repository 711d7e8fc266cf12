import { CloudFormationClient, type CloudFormationClientConfig, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { stackName } from '@tenantry/landing-zone/resource-names';
import { deployStack } from '@tenantry/landing-zone/stack';
import { ofOwner } from '@tenantry/shared/aws/bucket-owner';
import { configOf } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { DEPLOYMENT_TAG, serviceName } from '@tenantry/shared/domain/names';
import { aliasTemplate } from './alias.ts';
import type { Build } from './build.ts';
import { settingsOf } from './settings.ts';
import { put, upload } from './upload.ts';

type Clients = Pick<CloudFormationClientConfig, 'credentials' | 'endpoint'>;
export interface PublishOptions {
  readonly deployment: string;
  /** Configuration of AWS clients that may deploy in the account. */
  readonly clientsOf: (account: 'superAdmin' | 'production') => Clients;
  /** One line of progress. */
  readonly log: (line: string) => void;
}

/** Uploads the build to where the console's stack serves it from, and points the domain there. Can be repeated. */
export const publishConsole = async (options: PublishOptions, build: Build): Promise<void> => {
  const { deployment, clientsOf, log } = options;
  const config = configOf(deployment);
  const { bucket, distributionDomainName, clients } = await deployed(options);
  const s3 = ofOwner(new S3Client(clients), config.accounts.superAdmin);
  const uploaded = upload(s3, bucket, build.folder);
  const production = { region: config.region, ...clientsOf('production') };
  const cloudFormation = new CloudFormationClient(production);
  // The landing zone's own zone: Route 53 allows another one of the same name beside it, which nobody asks.
  const hostedZoneId = (await outputsOf(cloudFormation, stackName(deployment), 'deploy the landing zone first'))('HostedZoneId');
  const template = aliasTemplate(deployment, consoleDomain(config), hostedZoneId, distributionDomainName);
  const { outcome } = await deployStack(cloudFormation, {
    name: serviceName(deployment, 'console'),
    template,
    tags: { [DEPLOYMENT_TAG]: deployment },
    isProtected: hardeningOf(config).deletionProtection,
  });
  log(`console: ${await uploaded} files uploaded, alias ${outcome}`);
  await configureConsole(options, build.hash);
};

/**
 * Writes `/config.json`, apart from the build: where a deployment is reached may change without a new build.
 * @param release names the build; the published one when absent
 */
export const configureConsole = async (options: PublishOptions, release?: string): Promise<void> => {
  const config = configOf(options.deployment);
  const { bucket, clients, pool } = await deployed(options);
  const s3 = ofOwner(new S3Client(clients), config.accounts.superAdmin);
  const settings = await settingsOf(options.deployment, config, pool, release ?? (await publishedRelease(s3, bucket)), clients);
  await put(s3, bucket, 'config.json', JSON.stringify(settings, null, 2));
};

const publishedRelease = async (s3: S3Client, Bucket: string): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'config.json' }));
  return (JSON.parse((await Body?.transformToString()) ?? '{}') as { release?: string }).release ?? '';
};

const outputsOf = async (client: CloudFormationClient, StackName: string, fix: string): Promise<(name: string) => string> => {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return (name) => {
    const value = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (!value) throw new Error(`the stack ${StackName} has no output ${name}: ${fix}`);
    return value;
  };
};

const deployed = async ({ deployment, clientsOf }: PublishOptions) => {
  const clients = { region: configOf(deployment).region, ...clientsOf('superAdmin') };
  const client = new CloudFormationClient(clients);
  const of = (service: string) => outputsOf(client, serviceName(deployment, service), 'deploy the services first (npx oslsc deploy)');
  const [own, admin] = await Promise.all([of('console'), of('admin')]);
  return {
    clients,
    bucket: own('BucketName'),
    distributionDomainName: own('DistributionDomainName'),
    pool: { userPoolId: admin('UserPoolId'), clientId: admin('UserPoolClientId') },
  };
};
