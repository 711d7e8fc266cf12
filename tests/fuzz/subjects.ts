import { randomUUID } from 'node:crypto';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { busName } from '@tenantry/events-schema/bus';
import { LAST, STAGE_NAMES } from '@tenantry/saga/stages';
import { serviceName } from '@tenantry/shared/domain/names';
import { eventually, PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { httpFetch } from '../../laptop/demo/http.ts';
import type { Laptop } from '../../laptop/demo/laptop.ts';
import { requestTenant, type Tenant, watchTenants } from '../../laptop/demo/onboarding.ts';
import { silentView } from '../../laptop/demo/progress.ts';
import { rootOf } from '../../laptop/demo/root.ts';
import { seedTenants } from '../../laptop/demo/seed-tenants.ts';
import type { SuperAdmin } from '../../laptop/demo/super-admin.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';

/** What can be found: a tenant that is live, some that never were, and dead letters. */
export interface Subjects {
  readonly live: Tenant;
  readonly tenants: readonly { readonly tenantId: string; readonly slug: string }[];
  readonly letters: readonly { readonly queue: string; readonly messageId: string }[];
}
const SEEDED = 30;
const LETTERS = 8;

/** Fills the laptop, so that not every request is about nothing. */
export const makeSubjects = async (local: Laptop, admin: SuperAdmin): Promise<Subjects> => {
  await seedTenants(local, SEEDED);
  await poison(local, LAST); // which is idle while tenants are on-boarded
  const tenant = {
    name: 'Mercy Hospital',
    slug: 'mercy',
    domain: 'mercy.app.localhost',
    adminEmail: 'admin@mercy.example.com',
    plan: 'standard',
    variables: { APP_THEME: 'blue' },
  };
  const id = await requestTenant(admin, tenant, randomUUID());
  const [live] = await watchTenants(admin, [id], silentView, PATIENCE_MS);
  if (!live) throw new Error('the tenant vanished');
  const { tenants } = await read<Pick<Subjects, 'tenants'>>(admin, '/tenants?limit=12');
  const letters = await eventually('the dead letters are there', async () => {
    const found = await read<{ letters: Subjects['letters'] }>(admin, '/dead-letters?queue=dns');
    return found.letters.length === LETTERS ? found.letters : undefined;
  });
  return {
    live,
    tenants: tenants.map(({ tenantId, slug }) => ({ tenantId, slug })),
    letters: letters.map(({ queue, messageId }) => ({ queue, messageId })),
  };
};

const read = async <T>(admin: SuperAdmin, path: string): Promise<T> => {
  const { status, text } = await httpFetch(`${admin.apiUrl}${path}`, { headers: { authorization: `Bearer ${await admin.token()}` } });
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
  return JSON.parse(text) as T;
};

/** Events that no schema takes: the stage puts them to its dead letters. */
const poison = async (local: Laptop, stage: string): Promise<void> => {
  const sqs = new SQSClient({ ...rootOf(local, local.accounts.superAdmin), useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: serviceName(LAPTOP_DEPLOYMENT, stage) }));
  for (let i = 0; i < LETTERS; i++) {
    const detail = { eventId: randomUUID(), causedBy: '', at: new Date().toISOString() };
    const event = { source: 'tenantry.edge', 'detail-type': 'EdgeReady', detail };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  }
  sqs.destroy();
};

/** From now on no stage hears what the API is asked for: hundreds of tenants are not really on-boarded. */
export const deafenStages = async (local: Laptop): Promise<void> => {
  const events = new EventBridgeClient(rootOf(local, local.accounts.superAdmin));
  const rules = STAGE_NAMES.map((name) => ({ EventBusName: busName(LAPTOP_DEPLOYMENT), Name: serviceName(LAPTOP_DEPLOYMENT, name) }));
  for (const rule of rules) await events.send(new DisableRuleCommand(rule));
  events.destroy();
};
