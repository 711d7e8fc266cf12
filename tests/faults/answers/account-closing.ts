import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LAPTOP_DEPLOYMENT } from '../../../laptop/src/deploy.ts';
import { closingsIn, closingsTableName } from '../../../services/offboard/src/closing/closings.ts';
import { accountsOf } from '../inventory.ts';
import { superAdminClients, type TestedLaptop } from '../tested-laptop.ts';

/** The state of a tenant's account in Organizations, of each that there is. */
const statesOf = async (laptop: TestedLaptop, tenantId: string): Promise<readonly string[]> =>
  (await accountsOf(laptop, tenantId)).map(({ State = 'unknown' }) => State);

const closingOf = async (laptop: TestedLaptop, tenantId: string) => {
  const table = DynamoDBDocumentClient.from(superAdminClients(laptop)(DynamoDBClient));
  return (await closingsIn(table, closingsTableName(LAPTOP_DEPLOYMENT)).find(tenantId))?.state;
};

/** Complaints when a tenant's account is closed, or about to be, that nobody has released. */
export const closedTooEarly = async (laptop: TestedLaptop, tenantId: string): Promise<readonly string[]> => {
  const [states, closing] = await Promise.all([statesOf(laptop, tenantId), closingOf(laptop, tenantId)]);
  return [
    ...states.filter((state) => state !== 'ACTIVE').map((state) => `the account is ${state} before anybody gave the tenant up`),
    ...(closing === undefined ? [] : [`the account's closing is ${closing} before anybody gave the tenant up`]),
  ];
};

/** Complaints when a tenant that is gone has more than one account, or one that is not closed or in the queue for it. */
export const notClosedOnce = async (laptop: TestedLaptop, tenantId: string): Promise<readonly string[]> => {
  const [states, closing] = await Promise.all([statesOf(laptop, tenantId), closingOf(laptop, tenantId)]);
  if (states.length > 1) return [`${states.length} accounts: ${states.join(', ')}`];
  const isOpen = states[0] === 'ACTIVE' && closing !== 'queued';
  return isOpen ? ['the account is still open, and its closing is not queued'] : [];
};
