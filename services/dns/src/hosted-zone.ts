import { type AttributeValue, ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { idOf } from '@tenantry/shared/aws/found';
import { isCode, StalledError, TurnWait, Wait } from '@tenantry/shared/failure/errors';
import { absolute, creations, type DnsRecord, deletions, repair } from './dns-record.ts';
import type { Scope } from './scope.ts';

/** Longer than a step may take; a worker that dies holds the others up for so long. Seconds. */
const LEASE_SECONDS = 15;

/**
 * What a step has written. It is no `resource()`: a record set has neither tags nor an id, so whose it is follows from its value, what was
 * saved and what was heard; Route 53 takes several as one batch; and its API takes five requests a second of a whole account, so that the
 * first write must not look before it.
 */
export interface Written {
  /** Everything of ours in the zone. */
  readonly records: readonly DnsRecord[];
  readonly changeId: string;
}

/** Writes the wanted records in one batch, which is all or nothing. @throws StalledError when a record that is not ours is in the way */
export const ensureRecords = async (scope: Scope, wanted: readonly DnsRecord[], under: string, saved?: Written): Promise<Written> => {
  if (!saved) {
    try {
      return { records: wanted, changeId: await submit(scope, creations(wanted)) };
    } catch (error) {
      // Most likely a crash lost what was saved: look what is there.
      if (!isCode(error, 'InvalidChangeBatch')) throw error;
    }
  }
  const { changes, foreign } = repair(wanted, await list(scope, under), saved?.records ?? []);
  if (foreign.length > 0) throw inTheWay(foreign);
  if (saved && changes.length === 0) return { records: wanted, changeId: saved.changeId };
  // Ours, but nobody knows whether all name servers have them yet: the same again gives a change to wait for.
  const again = wanted.map((record) => ({ ...creations([record])[0], Action: 'UPSERT' }) as Change);
  return { records: wanted, changeId: await submit(scope, changes.length > 0 ? changes : again) };
};

/** Deletes what is exactly ours at and under a name. */
export const removeRecords = async (scope: Scope, ours: readonly DnsRecord[], under: string | undefined): Promise<void> => {
  if (under === undefined || ours.length === 0) return;
  const changes = deletions(ours, await list(scope, under));
  if (changes.length > 0) await submit(scope, changes);
};

const inTheWay = (foreign: readonly ResourceRecordSet[]): StalledError => {
  const names = foreign.map(({ Name, Type }) => `${Name} ${Type}`).join(', ');
  return new StalledError(`the zone holds records that are not this tenant's: ${names}`, {
    code: 'ForeignRecord',
    advice:
      'Find out who uses the name; nothing of it was touched. Remove the records, then retry the stage; or off-board the tenant and request it with another slug (docs/runbook.md#the-domain-leads-elsewhere).',
  });
};

/** The record sets at a name and under it: Route 53 sorts by labels from the right, so they lie together. */
const list = async ({ production, hostedZoneId }: Scope, name: string): Promise<ResourceRecordSet[]> => {
  const found: ResourceRecordSet[] = [];
  const within = (set: ResourceRecordSet) =>
    absolute(set.Name ?? '') === absolute(name) || set.Name?.endsWith(`.${absolute(name)}`) === true;
  let from: Pick<ListResourceRecordSetsCommandInput, 'StartRecordName' | 'StartRecordType' | 'StartRecordIdentifier'> | undefined = {
    StartRecordName: absolute(name),
  };
  while (from) {
    const page: ListResourceRecordSetsCommandOutput = await production(Route53Client).send(
      new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ...from }),
    );
    const sets = page.ResourceRecordSets ?? [];
    found.push(...sets.filter(within));
    const last = sets.at(-1);
    from =
      page.IsTruncated && last && within(last)
        ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType, StartRecordIdentifier: page.NextRecordIdentifier }
        : undefined;
  }
  return found;
};

/** Route 53 says so of limits with the code of a record that is in the way (DNSControl/dnscontrol#1114); a batch of ours is far below its own. */
const isFull = (error: unknown): boolean =>
  isCode(error, 'InvalidChangeBatch') && error instanceof Error && /limit of \d+ exceeded/i.test(error.message);
const zoneIsFull = ({ hostedZoneId }: Scope, cause: unknown): StalledError =>
  new StalledError(`the zone ${hostedZoneId} takes no more records: ${(cause as Error).message}`, {
    code: 'HostedZoneFull',
    advice:
      'Raise the quota "Records per hosted zone" of Route 53 in the production account (10,000 by default, six for each tenant), then retry the stage (docs/runbook.md#a-quota-is-used-up).',
    cause,
  });

/** Changes the zone while nobody else of us does. @returns the id of the change */
const submit = async (scope: Scope, changes: readonly Change[]): Promise<string> => {
  await take(scope);
  try {
    const { ChangeInfo } = await scope.production(Route53Client).send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: scope.hostedZoneId,
        ChangeBatch: { Comment: `tenant ${scope.tenantId}`, Changes: [...changes] },
      }),
    );
    return idOf(ChangeInfo?.Id, 'the change');
  } catch (error) {
    if (isCode(error, 'PriorRequestNotComplete')) throw new Wait(2, `Route 53 to finish another change of zone ${scope.hostedZoneId}`);
    throw isFull(error) ? zoneIsFull(scope, error) : error;
  } finally {
    // A lease that cannot be given back expires.
    await giveBack(scope).catch(() => undefined);
  }
};

/** One writer per zone: Route 53 refuses a change while it works on another (ChangeResourceRecordSets API reference, PriorRequestNotComplete). */
const take = async (scope: Scope): Promise<void> => {
  const now = Date.now() / 1000;
  try {
    await put(scope, now + LEASE_SECONDS, 'attribute_not_exists(tenantId) OR #owner = :owner OR #until <= :now', { ':now': number(now) });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new TurnWait(1, `another tenant's change of zone ${scope.hostedZoneId}`);
  }
};
const giveBack = (scope: Scope): Promise<unknown> => put(scope, 0, '#owner = :owner', {});

const number = (value: number): AttributeValue => ({ N: String(value) });

/** The key cannot be a tenant's: ULIDs have no `#`. */
const put = (
  { dynamoDb, tableName, hostedZoneId, tenantId }: Scope,
  until: number,
  condition: string,
  values: Record<string, AttributeValue>,
): Promise<unknown> =>
  dynamoDb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: { tenantId: { S: `zone#${hostedZoneId}` }, owner: { S: tenantId }, until: number(until), at: number(Date.now() / 1000) },
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#owner': 'owner', ...(condition.includes('#until') ? { '#until': 'until' } : {}) },
      ExpressionAttributeValues: { ':owner': { S: tenantId }, ...values },
    }),
  );
