import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { StalledError } from '@tenantry/shared/failure/errors';
import { labelIn } from './allowed.ts';
import type { DnsRecord } from './dns-record.ts';
import type { Scope } from './scope.ts';

/** Which tenant has a label of the zone: an item of the stage's table, whose key can be no tenant's, since ULIDs have no `#`. */
export const LABEL = 'label#';
const keyOf = (label: string) => ({ tenantId: { S: `${LABEL}${label}` } });
/** Stands for nobody. */
export const FREE = '-';

const put = ({ dynamoDb, tableName, tenantId }: Scope, label: string, owner: string, condition: string): Promise<unknown> =>
  dynamoDb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: { ...keyOf(label), owner: { S: owner } },
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':me': { S: tenantId }, ...(condition.includes(':free') ? { ':free': { S: FREE } } : {}) },
    }),
  );

/** The tenant that has a label, if one has. */
const ownerOf = async ({ dynamoDb, tableName }: Scope, label: string): Promise<string | undefined> => {
  const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key: keyOf(label), ConsistentRead: true }));
  const owner = Item?.owner?.S;
  return owner === FREE ? undefined : owner;
};

/**
 * Gives the label to the tenant, if no other has it.
 * @throws StalledError that names the other
 */
export const claim = async (scope: Scope, label: string): Promise<void> => {
  try {
    await put(scope, label, scope.tenantId, 'attribute_not_exists(tenantId) OR #owner = :me OR #owner = :free');
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new StalledError(`the label ${label} is that of tenant ${(await ownerOf(scope, label)) ?? 'nobody any more'}`, {
      code: 'LabelTaken',
      advice:
        'Off-board one of the two, or find out who published the event: nothing was written (docs/runbook.md#an-event-names-what-is-not-the-tenants).',
      cause: error,
    });
  }
};

/** Frees the label, if it is the tenant's. */
export const unclaim = async (scope: Scope, label: string): Promise<void> => {
  try {
    await put(scope, label, FREE, '#owner = :me');
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/**
 * Of records that a removal is told of, those that may be the tenant's: none below another tenant's label. Tenants from before there
 * were claims have none.
 */
export const notOthers = async (scope: Scope, records: readonly DnsRecord[]): Promise<readonly DnsRecord[]> => {
  const labels = [...new Set(records.map(({ name }) => labelIn(scope.labels, name)))];
  const owners = new Map(await Promise.all(labels.map(async (label) => [label, label && (await ownerOf(scope, label))] as const)));
  return records.filter(({ name }) => {
    const label = labelIn(scope.labels, name);
    const owner = owners.get(label);
    return label !== undefined && (owner === undefined || owner === scope.tenantId);
  });
};
