import { randomUUID } from 'node:crypto';
import { CloudFormationClient, type CloudFormationClientConfig, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { allOf } from '@tenantry/landing-zone/all-of';
import type { PlannedStack } from '@tenantry/landing-zone/plan/plan';
import { planStack } from '@tenantry/landing-zone/plan/plan-stack';
import { outputsOf } from '@tenantry/landing-zone/stack';
import { stackOf } from '@tenantry/landing-zone/stack-watch';
import { ifFound } from '@tenantry/shared/aws/found';
import { withDeployedCode } from './code.ts';
import type { Packaged, ServiceTemplate } from './packaged.ts';

/** Of clients that may read the super-admin account, and make and delete change sets. */
export interface Home {
  readonly region: string;
  readonly credentials: NonNullable<CloudFormationClientConfig['credentials']>;
}
interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly s3: S3Client;
}
/** Of objects that a plan writes, and deletes again. */
const PREFIX = 'tenantry-plan/';

/** The bucket of a service's stack, which osls makes first of all. */
const bucketOf = async ({ cloudFormation }: Clients, stackName: string): Promise<string | undefined> =>
  outputsOf(await stackOf(cloudFormation, stackName)).ServerlessDeploymentBucketName;

const deployedTemplate = async ({ cloudFormation }: Clients, StackName: string): Promise<ServiceTemplate> => {
  const { TemplateBody = '{}' } = await cloudFormation.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  return { Resources: {}, ...(JSON.parse(TemplateBody) as object) };
};

/** Lays templates into a bucket for as long as some work takes. */
const withUploads = async <T>(
  { s3 }: Clients,
  { Bucket, region }: { readonly Bucket: string; readonly region: string },
  work: (upload: (body: string) => Promise<string>) => Promise<T>,
): Promise<T> => {
  const keys: string[] = [];
  try {
    return await work(async (Body) => {
      const Key = `${PREFIX}${randomUUID()}.json`;
      keys.push(Key);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      return `https://s3.${region}.amazonaws.com/${Bucket}/${Key}`;
    });
  } finally {
    for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
};

/** What osls does not do: the landing zone repairs its stacks, and it deploys over none that is left in such a state. */
const BY_HAND = (name: string): string =>
  `osls deploys over none such: delete it first, where it holds nothing (aws cloudformation delete-stack --stack-name ${name})`;

const planService = async (clients: Clients, region: string, packaged: Packaged): Promise<PlannedStack> => {
  const { stackName: name, tags, template } = packaged;
  const place = { account: 'superAdmin', region, name } as const;
  const Bucket = await bucketOf(clients, name);
  // Nothing of it is deployed, but the bucket at most: whatever the template has is made.
  if (Bucket === undefined) {
    const plan = await planStack(clients.cloudFormation, { name, tags, template });
    const changes = plan.outcome === 'repaired first' ? [...plan.changes, BY_HAND(name)] : plan.changes;
    return { ...plan, changes, ...place };
  }
  const hashOf = async (Key: string) => {
    const look = () => clients.s3.send(new HeadObjectCommand({ Bucket, Key }));
    // Its answers have no body, so S3 says no code (S3 API Reference, HeadObject).
    const found = await ifFound(look, 'NotFound', 'NoSuchKey').catch((cause: unknown) => {
      const status = (cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      const fix = 'To compare bundles, the credentials need s3:GetObject and s3:ListBucket there (examples/github/plan-policy.json)';
      throw new Error(`stack ${name}: S3 HeadObject of ${Bucket}/${Key}: status ${status ?? 'none'}. ${fix}`, { cause });
    });
    return found?.Metadata?.filesha256;
  };
  const comparable = await withDeployedCode(packaged, await deployedTemplate(clients, name), hashOf);
  return withUploads(clients, { Bucket, region }, async (upload) => ({
    ...(await planStack(clients.cloudFormation, { name, tags, template: comparable, upload })),
    ...place,
  }));
};

/**
 * What the deployment of the services would do to each stack, by change sets that are deleted again. Beside the stacks it uploads bundles.
 * @throws StackError when CloudFormation refuses a template; AggregateError with a line for each where it refuses several
 */
export const planServices = async (home: Home, services: readonly Packaged[]): Promise<readonly PlannedStack[]> => {
  const clients: Clients = { cloudFormation: new CloudFormationClient(home), s3: new S3Client(home) };
  try {
    return await allOf(services.map((service) => planService(clients, home.region, service)));
  } finally {
    for (const client of [clients.cloudFormation, clients.s3]) client.destroy();
  }
};
