import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { LAST, STAGE_NAMES } from '@tenantry/saga/stages';
import { serviceName } from '@tenantry/shared/domain/names';
import type { StageFailure, StageRecord } from '@tenantry/shared/saga/record';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { superAdminClients, type TestedLaptop } from './tested-laptop.ts';

/** What the stages know of a tenant; a stage that has heard nothing has no record. */
export type Records = ReadonlyMap<string, StageRecord>;

/** DynamoDB reads 100 items at a time (API Reference, BatchGetItem). */
const TENANTS_PER_READ = Math.floor(100 / STAGE_NAMES.length);

/** Reads the records of many tenants at once. */
export const recordsReader = (laptop: TestedLaptop) => {
  const table = DynamoDBDocumentClient.from(superAdminClients(laptop)(DynamoDBClient));
  return async (tenantIds: readonly string[]): Promise<ReadonlyMap<string, Records>> => {
    const found = new Map<string, Map<string, StageRecord>>(tenantIds.map((id) => [id, new Map()]));
    for (let at = 0; at < tenantIds.length; at += TENANTS_PER_READ) {
      const Keys = tenantIds.slice(at, at + TENANTS_PER_READ).map((tenantId) => ({ tenantId }));
      const RequestItems = Object.fromEntries(
        STAGE_NAMES.map((stage) => [serviceName(LAPTOP_DEPLOYMENT, stage), { Keys, ConsistentRead: true }]),
      );
      const { Responses = {} } = await table.send(new BatchGetCommand({ RequestItems }));
      for (const stage of STAGE_NAMES) {
        for (const item of Responses[serviceName(LAPTOP_DEPLOYMENT, stage)] ?? [])
          found.get(item.tenantId as string)?.set(stage, item.record as StageRecord);
      }
    }
    return found;
  };
};

/** The failure at which a stage stands: one of an earlier generation is over. */
export const failureOf = (record: StageRecord | undefined): StageFailure | undefined =>
  record && !record.ended && record.failure?.generation === record.generation ? record.failure : undefined;

const isTold = (record: StageRecord | undefined, event: string): boolean => record?.published[event] !== undefined;

/** Where a tenant stands, by what its stages have saved. */
export type Standing = 'under way' | 'ready' | 'failed' | 'taken back' | 'offboarded' | 'stalled';

export const standingOf = (records: Records): Standing => {
  const all = [...records.values()];
  if (records.size > 0 && records.get(LAST)?.ended) return all.every(({ ended }) => ended) ? 'offboarded' : 'taken back';
  const has = (kind: StageFailure['kind']) => all.some((record) => failureOf(record)?.kind === kind);
  if (has('stalled')) return 'stalled';
  if (all.some(({ desired }) => desired === 'absent')) return 'taken back';
  if (has('failed')) return 'failed';
  return all.some((record) => isTold(record, TenantReady.name)) ? 'ready' : 'under way';
};

/** What blocks a tenant, stage by stage, for the message that it did not continue. */
export const whereItStands = (records: Records): string =>
  [...records]
    .filter(([, { ended }]) => !ended)
    .map(([stage, { desired, failure, trouble, waiting, lease }]) => {
      const what = failure ?? trouble;
      const why = what
        ? `${what.step}: ${what.call} ${what.code}: ${what.message}`
        : waiting
          ? `${waiting.step} waits: ${waiting.reason}`
          : lease
            ? `leased to ${lease.owner}`
            : 'rests';
      return `${stage} (${desired}) ${why}`;
    })
    .join('; ') || 'no stage has a record';
