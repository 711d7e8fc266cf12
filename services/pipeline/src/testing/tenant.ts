import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { tenantPolicy } from '@tenantry/landing-zone/policies/pipeline';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import type { Scope } from '../scope.ts';
import type { TestDatabase } from './database.ts';
import { createRole, type Devops, sessionOf } from './devops.ts';

export interface Tenant {
  readonly accountId: string;
  readonly scope: Scope;
  /** The same with the rights of the accounts' roots, to look and to spoil. */
  readonly root: Scope;
}
export interface World {
  readonly devops?: Devops;
  readonly database?: TestDatabase;
}

const missing = (what: string) => (): never => {
  throw new Error(`this test has no ${what}`);
};
const unreachable: Scope['administrator'] = {
  database: { host: '', port: 0, name: '', adminSecretArn: '' },
  tls: false,
  transaction: missing('database'),
  snapshot: missing('database'),
};
const noExports: Scope['exports'] = { location: '', read: missing('export bucket'), write: missing('export bucket') };

/** A tenant in an account of its own, in which the steps have exactly the rights of pipeline's role there. */
export const tenant = async ({ devops, database }: World = {}): Promise<Tenant> => {
  const accountId = unusedAccountId();
  const config = configOf('dev');
  const role = await createRole(accountId, 'tenantry-dev-pipeline', { AWS: `arn:aws:iam::${accountId}:root` }, tenantPolicy);
  const nobody = rootOf('000000000000');
  const zone = {
    deployment: 'dev',
    config: { ...config, accounts: { ...config.accounts, devops: devops?.accountId ?? config.accounts.devops } },
    devops: devops?.zone,
    database: database?.database,
  } as LandingZone;
  const common = {
    tenantId: ulid(),
    deployment: 'dev',
    generation: 1,
    zone,
    administrator: database?.administrator ?? unreachable,
    visit: missing('domain'),
    isExportWanted: false,
    exports: noExports,
    now: () => Date.now() / 1000,
  };
  const clients = (own: ReturnType<typeof rootOf>, delivery: ReturnType<typeof rootOf>) => ({
    cognito: new CognitoIdentityProviderClient(own),
    secrets: new SecretsManagerClient(own),
    cloudFormation: new CloudFormationClient(own),
    codeBuild: new CodeBuildClient(delivery),
    codePipeline: new CodePipelineClient(delivery),
    logs: new CloudWatchLogsClient(delivery),
  });
  return {
    accountId,
    scope: { ...common, ...clients(await sessionOf(accountId, role), devops?.credentials ?? nobody) },
    root: { ...common, ...clients(rootOf(accountId), devops?.root ?? nobody) },
  };
};
