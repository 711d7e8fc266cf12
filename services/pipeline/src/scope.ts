import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { OriginReady } from '@tenantry/events-schema/edge';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn } from '@tenantry/shared/domain/names';
import { requireReachable } from '@tenantry/shared/saga/reachable';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { type Administrator, administratorOf } from './administrator.ts';
import { type ExportBucket, exportBucket, exportBucketName } from './export/export-bucket.ts';

/** What the steps of pipeline are given. */
export interface Scope {
  readonly tenantId: string;
  /** Deployment stage. */
  readonly deployment: string;
  /** Of the record: what is started once per generation takes its token from it. */
  readonly generation: number;
  readonly zone: LandingZone;
  /** The administrator of the central PostgreSQL. */
  readonly administrator: Administrator;
  /** The tenant's account. They throw OutOfReach when nobody gets into it any more. */
  readonly cognito: CognitoIdentityProviderClient;
  readonly secrets: SecretsManagerClient;
  readonly cloudFormation: CloudFormationClient;
  /** The DevOps account. */
  readonly codeBuild: CodeBuildClient;
  readonly codePipeline: CodePipelineClient;
  readonly logs: CloudWatchLogsClient;
  /** Asks the tenant's domain as a visitor would. */
  readonly visit: Visit;
  /** Whether the off-boarding asks for the data, and where it goes. */
  readonly isExportWanted: boolean;
  readonly exports: ExportBucket;
  /** Epoch seconds. */
  readonly now: () => number;
}
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
export type Visit = (url: string) => Promise<Answer>;

const VISIT_MS = 5_000;
/** Honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own fetch does not do in every release that Lambda runs. */
const agent = new EnvHttpProxyAgent();

const visit: Visit = async (url) => {
  const response = await fetch(url, { dispatcher: agent, redirect: 'manual', signal: AbortSignal.timeout(VISIT_MS) });
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: await response.text() };
};

export const scopeOf = (record: StageRecord, zone: LandingZone): Scope => {
  const tenant = () => {
    const { accountId } = OriginReady.detail.parse(record.seen[OriginReady.name]?.detail);
    requireReachable(record, accountId);
    return { roleArn: crossAccountRoleArn(accountId, zone.deployment, 'pipeline') };
  };
  const devops = { roleArn: crossAccountRoleArn(zone.config.accounts.devops, zone.deployment, 'pipeline') };
  return {
    tenantId: record.tenantId,
    deployment: zone.deployment,
    generation: record.generation,
    zone,
    administrator: administratorOf(client(SecretsManagerClient), zone.database, zone.config.database.tls),
    get cognito() {
      return client(CognitoIdentityProviderClient, tenant());
    },
    get secrets() {
      return client(SecretsManagerClient, tenant());
    },
    get cloudFormation() {
      return client(CloudFormationClient, tenant());
    },
    codeBuild: client(CodeBuildClient, devops),
    codePipeline: client(CodePipelineClient, devops),
    logs: client(CloudWatchLogsClient, devops),
    visit,
    isExportWanted: record.seen[TenantOffboarding.name]?.detail.export === true,
    exports: exportBucket(client(S3Client), exportBucketName(zone.deployment, zone.config.accounts.superAdmin), record.tenantId),
    now: () => Date.now() / 1000,
  };
};
