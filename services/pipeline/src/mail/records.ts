import { GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import { isHeld } from '@tenantry/shared/saga/held';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { isLive } from '../releases/live-tenants.ts';
import type { Live } from './round.ts';

interface Item {
  readonly record: StageRecord;
}

/** The stage's record of a tenant; undefined where it never heard of it. */
export const recordOf = async (deployment: string, tenantId: string): Promise<StageRecord | undefined> => {
  const { Item } = await documentClient().send(new GetCommand({ TableName: serviceName(deployment, 'pipeline'), Key: { tenantId } }));
  return (Item as Item | undefined)?.record;
};

/** A tenant of the round: live, and nobody has isolated or suspended it. */
export const liveOf = (record: StageRecord): Live | undefined =>
  isLive(record) && !isHeld(record)
    ? { tenantId: record.tenantId, isAtRest: record.published[TenantReady.name] === record.generation }
    : undefined;

/** All of them. */
export const liveRecords = async (deployment: string): Promise<ReadonlyMap<string, StageRecord>> => {
  const pages = paginateScan({ client: documentClient() }, { TableName: serviceName(deployment, 'pipeline') });
  const items = await collect(pages, ({ Items }) => Items as readonly Item[] | undefined);
  return new Map(items.flatMap(({ record }) => (liveOf(record) ? [[record.tenantId, record] as const] : [])));
};
