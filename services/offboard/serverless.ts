import { RecordsErased } from '@tenantry/events-schema/admin';
import { AccountClosed, AccountClosingDated, ErasureCertified, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { patternOf } from '@tenantry/events-schema/source';
import { superAdminPolicy, tombstonePolicy } from '@tenantry/landing-zone/policies/offboard';
import { configOf } from '@tenantry/shared/deployment/config';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { decisionsTableName, serviceName } from '@tenantry/shared/domain/names';
import { functionAlarm, toAlarmTopic } from '@tenantry/shared/infra/alarm';
import { bucketPolicy, lastingBucket } from '@tenantry/shared/infra/bucket';
import { deploymentName } from '@tenantry/shared/infra/function';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { queueAccessOf, queueAlarms, queueResources, queueRule } from '@tenantry/shared/infra/queue';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { lastingTable } from '@tenantry/shared/infra/table';
import { certificateKey } from './src/certificate/infra.ts';
import { CERTIFY_QUEUE } from './src/certificate/key-alias.ts';
import { closingsTableName } from './src/closing/closings.ts';
import { DECIDED_BY } from './src/decide/decision.ts';
import { DECIDE_QUEUE } from './src/decide/queue-name.ts';
import { offboard } from './src/stage.ts';

const deployment = deploymentName();
const { region, accounts } = configOf(deployment);
const name = serviceName(deployment, 'offboard');
const own = (service: string, resource: string) => `arn:aws:${service}:${region}:${accounts.superAdmin}:${resource}`;
const bucketName = evidenceBucketName(deployment, accounts.superAdmin);
const bucketArn = `arn:aws:s3:::${bucketName}`;

/** Seconds. */
const DECIDE_TIMEOUT = 15;
/** Six times the function's timeout (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const DECIDE_VISIBILITY = 6 * DECIDE_TIMEOUT;
const DECIDE_RECEIVES = 10;
/** Seconds. */
const CERTIFY_TIMEOUT = 30;
const CERTIFY_VISIBILITY = 6 * CERTIFY_TIMEOUT;
/** A look each few seconds, until every stage has made its tombstone. */
const CERTIFY_RECEIVES = 50;
/** Counting the members of an organization of 10,000 takes minutes: ListAccounts answers 20 at a time. Seconds. */
const CLOSE_TIMEOUT = 600;
/** Evidence outlives every question about it. Days. */
const EVIDENCE_KEPT = 10 * 365;

const base = stageService(offboard, {
  assumes: ['owner', 'networking', 'production', 'devops', 'tenants'],
  publishes: [TenantOffboarding, AccountClosed, AccountClosingDated, ErasureCertified],
  statements: [
    ...superAdminPolicy,
    ...queueAccessOf('Decide'),
    allow('dynamodb:PutItem', own('dynamodb', `table/${decisionsTableName(deployment)}`)),
    ...queueAccessOf('Certify'),
    ...tombstonePolicy(deployment, (table) => own('dynamodb', `table/${table}`)),
    // Who signs is said by the key's own policy, too.
    allow(['kms:GetPublicKey', 'kms:Sign'], arnOf('CertificateKey')),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'], own('dynamodb', `table/${closingsTableName(deployment)}`)),
    allow(['s3:GetObject', 's3:PutObject'], `${bucketArn}/*`),
    // Without it S3 answers AccessDenied for an object that is not there.
    allow('s3:ListBucket', bucketArn),
    ...toAlarmTopic(deployment),
  ],
  resources: {
    Decisions: lastingTable(decisionsTableName(deployment), 'tenantId'),
    Closings: lastingTable(closingsTableName(deployment), 'tenantId', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
    ...queueResources(deployment, DECIDE_QUEUE, {
      visibility: DECIDE_VISIBILITY,
      maxReceives: DECIDE_RECEIVES,
      rules: ['DecideRule'],
      prefix: 'Decide',
    }),
    DecideRule: queueRule(deployment, `${name}-decide`, patternOf(DECIDED_BY), 'Decide'),
    ...queueAlarms(deployment, DECIDE_QUEUE, 'the decision to off-board', 'Decide'),
    ...queueResources(deployment, CERTIFY_QUEUE, {
      visibility: CERTIFY_VISIBILITY,
      maxReceives: CERTIFY_RECEIVES,
      rules: ['CertifyRule'],
      prefix: 'Certify',
    }),
    CertifyRule: queueRule(deployment, `${name}-certify`, patternOf([RecordsErased, AccountClosed]), 'Certify'),
    ...queueAlarms(deployment, CERTIFY_QUEUE, 'the certificate of erasure', 'Certify'),
    ...certificateKey(deployment, accounts.superAdmin),
    Evidence: lastingBucket(bucketName, undefined, {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'evidence',
            Status: 'Enabled',
            ExpirationInDays: EVIDENCE_KEPT,
            NoncurrentVersionExpiration: { NoncurrentDays: EVIDENCE_KEPT },
          },
        ],
      },
    }),
    EvidencePolicy: bucketPolicy('Evidence'),
    CloseQueueAlarm: functionAlarm(
      deployment,
      `${name}-close-queue`,
      'Emptied accounts were not closed. The log of the function names account and reason; the next run tries again. docs/runbook.md#the-close-queue-grows',
    ),
    SpendAlarm: functionAlarm(
      deployment,
      `${name}-spend`,
      'Nobody has checked whether emptied accounts cost money. The log of the function says why. docs/runbook.md#an-emptied-account-costs-money',
    ),
  },
});

export default {
  ...base,
  functions: {
    ...base.functions,
    decide: {
      name: `${name}-decide`,
      handler: 'src/decide/handler.main',
      timeout: DECIDE_TIMEOUT,
      events: [
        {
          sqs: {
            arn: arnOf('DecideQueue'),
            batchSize: 10,
            functionResponseType: 'ReportBatchItemFailures',
            maximumConcurrency: 2,
          },
        },
      ],
    },
    certify: {
      name: `${name}-certify`,
      handler: 'src/certificate/handler.main',
      timeout: CERTIFY_TIMEOUT,
      events: [
        {
          sqs: {
            arn: arnOf('CertifyQueue'),
            batchSize: 10,
            functionResponseType: 'ReportBatchItemFailures',
            maximumConcurrency: 2,
          },
        },
      ],
    },
    closeQueue: {
      name: `${name}-close-queue`,
      handler: 'src/closing/close-queue.main',
      timeout: CLOSE_TIMEOUT,
      events: [{ schedule: { rate: ['rate(10 minutes)'] } }],
    },
    spend: {
      name: `${name}-spend`,
      handler: 'src/spend/handler.main',
      timeout: 60,
      events: [{ schedule: { rate: ['rate(1 day)'] } }],
    },
  },
};
