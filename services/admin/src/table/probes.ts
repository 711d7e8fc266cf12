import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Probe } from '../model/health.ts';
import { documents, probeKey, tableName } from './items.ts';

/** What is kept of looks at a tenant. */
export interface Looks {
  /** The last one from outside. */
  readonly probe: Probe;
  /** When its daily look for drift was last asked for, ISO 8601, UTC. */
  readonly driftAskedAt?: string;
}

/** Of a tenant that nobody looks at any more, what was seen last expires. Seconds. */
const KEPT = 30 * 86_400;

export const findLooks = async (tenantId: string): Promise<Looks | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: probeKey(tenantId) }));
  return Item as Looks | undefined;
};

export const putLooks = async (tenantId: string, { probe, driftAskedAt }: Looks): Promise<void> => {
  const expiresAt = Math.floor(Date.parse(probe.at) / 1000) + KEPT;
  const asked = driftAskedAt === undefined ? {} : { driftAskedAt };
  await documents().send(new PutCommand({ TableName: tableName(), Item: { ...probeKey(tenantId), probe, ...asked, expiresAt } }));
};
