import { GetQueueUrlCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ulid } from 'ulid';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import type { Laptop } from './laptop.ts';
import { rootOf } from './root.ts';

/** The most of one call (SQS API reference, SendMessageBatch). */
const BATCH = 10;
const PARALLEL = 8;
const HOUR = 3_600_000;

/**
 * Tells the list of tenants, and nobody else, of many that never were: the projection hears of them as of any, no stage does.
 */
export const seedTenants = async (local: Omit<Laptop, 'port'>, count: number): Promise<void> => {
  const { superAdmin } = local.accounts;
  const sqs = new SQSClient({ ...rootOf(local, superAdmin), useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `tenantry-${LAPTOP_DEPLOYMENT}-admin` }));
  const events = Array.from({ length: count }, (_, i) => requested(i, count, superAdmin, local.region));
  const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, i) => events.slice(i * BATCH, (i + 1) * BATCH));
  for (let i = 0; i < batches.length; i += PARALLEL) {
    await Promise.all(
      batches.slice(i, i + PARALLEL).map(async (batch) => {
        const Entries = batch.map((event, n) => ({ Id: String(n), MessageBody: JSON.stringify(event) }));
        const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        if (Failed.length > 0) throw new Error(`${Failed.length} messages were not sent: ${Failed[0]?.Message}`);
      }),
    );
  }
  sqs.destroy();
};

/** As EventBridge hands it over: one tenant an hour, the last one now. */
const requested = (i: number, count: number, account: string, region: string) => {
  const at = Date.now() - (count - i) * HOUR;
  const tenantId = ulid(at);
  const slug = `hospital-${String(i).padStart(4, '0')}`;
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': 'TenantRequested',
    source: 'tenantry.admin',
    account,
    time: new Date(at).toISOString(),
    region,
    resources: [],
    detail: {
      tenantId,
      eventId: `${tenantId}/admin/TenantRequested/1`,
      causedBy: '',
      at: new Date(at).toISOString(),
      slug,
      name: `Hospital ${String(i).padStart(4, '0')}`,
      domain: `${slug}.app.localhost`,
      adminEmail: `it@${slug}.example`,
      plan: 'standard',
      variables: {},
    },
  };
};
