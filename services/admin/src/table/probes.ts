import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Probe } from '../model/health.ts';
import { documents, probeKey, tableName } from './items.ts';

/** Of a tenant that nobody looks at any more, what was seen last expires. Seconds. */
const KEPT = 30 * 86_400;

/** What the last look at a tenant from outside saw. */
export const findProbe = async (tenantId: string): Promise<Probe | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: probeKey(tenantId) }));
  return (Item as { readonly probe: Probe } | undefined)?.probe;
};

export const putProbe = async (tenantId: string, probe: Probe): Promise<void> => {
  const expiresAt = Math.floor(Date.parse(probe.at) / 1000) + KEPT;
  await documents().send(new PutCommand({ TableName: tableName(), Item: { ...probeKey(tenantId), probe, expiresAt } }));
};
