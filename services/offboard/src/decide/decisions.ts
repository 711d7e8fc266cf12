import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Kept, versionedItems } from '@tenantry/shared/aws/versioned-items';
import { type Decision, undecided } from './decision.ts';

/** Changes a tenant's decision, one small item that is kept for ever (a tenant that was ready once stays so), if nobody did in between, else tries again. Answers what is then stored. */
export type ChangeDecision = (tenantId: string, f: (decision: Decision) => Decision) => Promise<Decision>;

const kept = (tenantId: string): Kept<Decision> => ({
  key: { tenantId },
  toValue: (item) => (item as Decision | undefined) ?? undecided(tenantId),
  toAttributes: (decision) => decision,
});

/** Serves one message, since it remembers what it read. */
export const decisionsIn = (table: DynamoDBDocumentClient, tableName: string): ChangeDecision => {
  const items = versionedItems(table, tableName);
  return async (tenantId, f) => {
    const [decision] = await items.change(kept(tenantId), (before) => [f(before)]);
    return decision;
  };
};
