import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldProblem } from '../contract/fields.ts';
import type { TenantHistory } from '../model/history.ts';
import { fieldsProblem } from '../problem/problem.ts';
import { documents, domainClaim, requestClaim, slugClaim, tableName, tenantItem } from './items.ts';

/** A request that was accepted, kept under its idempotency key: asked again, it gets the same tenant. */
export interface AcceptedRequest {
  readonly tenantId: string;
  /** Digest of the request: the key is not for another one. */
  readonly digest: string;
}
/** Longer than anybody retries. Seconds. */
const KEY_LIFETIME = 7 * 86_400;

export const findAccepted = async (key: string): Promise<AcceptedRequest | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: requestClaim(key), ConsistentRead: true }));
  return Item as AcceptedRequest | undefined;
};

/**
 * Creates the tenant's item and claims slug, domain and idempotency key for it: all of them, or nothing.
 * @throws Problem 409 that names what is taken
 */
export const claim = async (
  { slug, domain }: { readonly slug: string; readonly domain: string },
  key: string,
  digest: string,
  history: TenantHistory,
): Promise<AcceptedRequest> => {
  const { tenantId } = history;
  const put = (Item: object) => ({
    Put: { TableName: tableName(), Item: Item as Record<string, unknown>, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const expiresAt = Math.floor(Date.now() / 1000) + KEY_LIFETIME;
  try {
    await documents().send(
      new TransactWriteCommand({
        TransactItems: [
          put({ ...slugClaim(slug), tenantId }),
          put({ ...domainClaim(domain), tenantId }),
          put({ ...requestClaim(key), tenantId, digest, expiresAt }),
          put({ ...tenantItem(history), version: 1 }),
        ],
      }),
    );
    return { tenantId, digest };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const [slugTaken, domainTaken, keyTaken] = (error.CancellationReasons ?? []).map(({ Code }) => Code === 'ConditionalCheckFailed');
    // The same request again, while the first one was at work: it is the first one's answer that counts.
    const accepted = keyTaken ? await findAccepted(key) : undefined;
    if (accepted) return accepted;
    if (!slugTaken && !domainTaken) throw error;
    throw fieldsProblem(409, slugTaken ? 'slug-taken' : 'domain-taken', takenProblems({ slug, domain }, { slugTaken, domainTaken }));
  }
};

interface Taken {
  readonly slugTaken: boolean | undefined;
  readonly domainTaken: boolean | undefined;
}
export const takenProblems = (
  { slug, domain }: { readonly slug: string; readonly domain: string },
  { slugTaken, domainTaken }: Taken,
): readonly FieldProblem[] => {
  const fix = 'Choose another; it is free again when the tenant that has it is off-boarded.';
  return [
    ...(slugTaken ? [{ field: '/slug', problem: `"${slug}" is taken`, fix }] : []),
    ...(domainTaken ? [{ field: '/domain', problem: `${domain} is taken`, fix }] : []),
  ];
};

/** Claims slug and domain of a tenant that is there and has no claim: its table was set back. Never touches a claim that is there. */
export const claimAgain = async (tenantId: string, { slug, domain }: { readonly slug: string; readonly domain: string }): Promise<void> => {
  for (const key of [slugClaim(slug), domainClaim(domain)]) {
    const Item = { ...key, tenantId };
    try {
      await documents().send(new PutCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
};

/** Gives slug and domain back. Never touches a claim of another tenant. */
export const giveBack = async (tenantId: string, { slug, domain }: { readonly slug: string; readonly domain: string }): Promise<void> => {
  for (const Key of [slugClaim(slug), domainClaim(domain)]) {
    try {
      await documents().send(
        new DeleteCommand({
          TableName: tableName(),
          Key,
          ConditionExpression: 'attribute_not_exists(pk) OR tenantId = :tenantId',
          ExpressionAttributeValues: { ':tenantId': tenantId },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
};
