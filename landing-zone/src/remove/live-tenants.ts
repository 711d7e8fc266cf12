import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { MoveAccountCommand, type OrganizationsClient, paginateListAccountsForParent } from '@aws-sdk/client-organizations';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { DEPLOYMENT_TAG, serviceName } from '@tenantry/shared/domain/names';
import { rootOf } from '../policy-type.ts';
import { unitsBelow } from '../units.ts';

/** Tenants of whom nothing is left, by what the admin service's table says. */
const GONE = ['offboarded', 'failed'];

/** Somebody still lives in the deployment. */
export class TenantsLive extends Error {
  override readonly name = 'TenantsLive';
}

/** Slugs of the tenants that the admin service has, with their state; none where its table is gone. */
export const tenantsIn = async (client: DynamoDBClient, deployment: string): Promise<readonly string[]> => {
  const pages = paginateScan(
    { client },
    {
      TableName: serviceName(deployment, 'admin'),
      FilterExpression: 'sk = :tenant',
      ExpressionAttributeValues: { ':tenant': { S: 'TENANT' } },
    },
  );
  const items = await ifFound(() => collect(pages, ({ Items }) => Items), 'ResourceNotFoundException');
  return (items ?? [])
    .filter(({ state }) => !GONE.includes(state?.S ?? ''))
    .map(({ tenantId, state }) => `tenant ${tenantId?.S} is ${state?.S ?? 'in an unknown state'}`);
};

interface Member {
  readonly id: string;
  readonly state: string;
  readonly unitId: string;
}

/** Accounts in the deployment's units, closed ones included. */
export const membersOf = async (client: OrganizationsClient, deployment: string): Promise<readonly Member[]> => {
  const { Id: rootId } = await rootOf(client);
  const found: Member[] = [];
  for await (const { unit, tagged } of unitsBelow(client, rootId)) {
    const { Id: unitId = '' } = unit;
    if (tagged(DEPLOYMENT_TAG) !== deployment) continue;
    const accounts = await collect(paginateListAccountsForParent({ client }, { ParentId: unitId }), ({ Accounts }) => Accounts);
    found.push(...accounts.map(({ Id = '', State = '' }) => ({ id: Id, state: State, unitId })));
  }
  return found;
};

/**
 * Asks the admin service's table and Organizations whether anybody lives in the deployment: an account that waits to be closed does.
 * @param said what was changed until then
 * @throws TenantsLive that names them and what to do
 */
export const requireEmpty = async (
  tables: DynamoDBClient,
  organizations: OrganizationsClient,
  deployment: string,
  said: string,
): Promise<void> => {
  const accounts = (await membersOf(organizations, deployment)).filter(({ state }) => state !== 'CLOSED' && state !== 'PENDING_CLOSURE');
  const live = [...(await tenantsIn(tables, deployment)), ...accounts.map(({ id, state }) => `account ${id} is ${state}`)];
  if (live.length === 0) return;
  throw new TenantsLive(
    [
      `${said}: tenants are in deployment ${deployment}`,
      ...live,
      'Off-board every tenant (tenantry offboard), and wait until their accounts are closed (tenantry close-queue); then repeat this.',
    ].join('\n  '),
  );
};

/** A unit with accounts in it cannot be deleted, and closed accounts stay in theirs for 90 days: the root takes them. */
export const moveClosed = async (client: OrganizationsClient, deployment: string): Promise<number> => {
  const { Id: DestinationParentId } = await rootOf(client);
  const closed = await membersOf(client, deployment);
  for (const { id: AccountId, unitId: SourceParentId } of closed)
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  return closed.length;
};
