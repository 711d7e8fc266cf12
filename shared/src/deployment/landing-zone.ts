import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { client } from '../aws/client.ts';
import { landingZoneParameter } from '../domain/names.ts';
import { Config } from './config.ts';

/**
 * The configuration and what the landing zone's stacks created: one SSM parameter of the super-admin account. The landing zone is
 * deployed first, so functions that run read the parameter of a newer one: unknown fields are passed over on every level.
 */
const Parameter = z.object({
  /** The deployment's name: `dev`, `prod`. */
  stage: z.string(),
  /** Of the landing zone; absent from one of before 1.0.0. */
  version: z.string().optional(),
  config: Config,
  owner: z.object({
    rootId: z.string(),
    tenantsOuId: z.string(),
    quarantineOuId: z.string(),
    bootstrapOuId: z.string(),
    isolationPolicyId: z.string(),
    identityCenterInstanceArn: z.string(),
    identityStoreId: z.string(),
    permissionSetArns: z.record(z.string(), z.string()),
  }),
  production: z.object({ hostedZoneId: z.string() }),
  cells: z.array(
    z.object({
      name: z.string(),
      hubVpcId: z.string(),
      hubRouteTableIds: z.array(z.string()),
      databaseVpcId: z.string(),
      databaseRouteTableIds: z.array(z.string()),
    }),
  ),
  database: z.object({
    host: z.string(),
    port: z.int(),
    name: z.string(),
    /** Secret of the cluster's administrator: `{ username, password }`. */
    adminSecretArn: z.string(),
  }),
  devops: z.object({
    artifactBucket: z.string(),
    artifactKeyArn: z.string(),
    repositories: z.record(z.string(), z.string()),
    /** Of functions from before every tenant had roles of its own, which read this parameter; empty. */
    buildRoleArn: z.string(),
    pipelineRoleArn: z.string(),
    /** Where builds run that reach the database; absent where the configuration has no range for it. */
    buildNetwork: z.object({ vpcId: z.string(), subnetIds: z.array(z.string()), securityGroupId: z.string() }).optional(),
  }),
});
/** The parameter as code reads it. What is stored calls the deployment's name `stage`, which older functions read. */
export const LandingZone = Parameter.transform(({ stage: deployment, ...zone }) => ({ ...zone, deployment }));
export type LandingZone = z.output<typeof LandingZone>;

/** What is stored of it. */
export const parameterOf = ({ deployment, ...zone }: LandingZone): string =>
  JSON.stringify(Parameter.parse({ stage: deployment, ...zone }));

let read: Promise<LandingZone> | undefined;

/** The parameter is older than this code. Once the landing zone is deployed, the next read succeeds: messages that wait are tried again. */
export class LandingZoneOutdated extends Error {
  override readonly name = 'LandingZoneOutdated';
  constructor(deployment: string, cause: z.ZodError) {
    const fields = cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    super(
      `the parameter ${landingZoneParameter(deployment)} lacks what this function needs (${fields}). ` +
        `Deploy the landing zone first: npm run landing-zone -- --stage ${deployment}`,
      { cause },
    );
  }
}

/** @throws LandingZoneOutdated that names every field which this code needs and the parameter does not have */
export const parseLandingZone = (deployment: string, value: string): LandingZone => {
  const parsed = LandingZone.safeParse(JSON.parse(value));
  if (!parsed.success) throw new LandingZoneOutdated(deployment, parsed.error);
  return parsed.data;
};

/**
 * The landing zone of this deployment, read once per process.
 * @throws LandingZoneOutdated when the parameter is older than this code
 */
export const landingZone = (): Promise<LandingZone> => {
  read ??= load().catch((error: unknown) => {
    read = undefined;
    throw error;
  });
  return read;
};

/** Where people read the runbook; undefined while nobody has said so, or the parameter cannot be read: then texts name its path. */
export const runbookUrl = async (): Promise<string | undefined> => {
  try {
    return (await landingZone()).config.runbookUrl;
  } catch {
    return undefined;
  }
};

const load = async (): Promise<LandingZone> => {
  const deployment = process.env.STAGE;
  if (!deployment) throw new Error('STAGE is not set: the function needs the name of its deployment');
  const { Parameter } = await client(SSMClient).send(new GetParameterCommand({ Name: landingZoneParameter(deployment) }));
  return parseLandingZone(deployment, Parameter?.Value ?? '{}');
};
