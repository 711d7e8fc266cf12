import { createHash } from 'node:crypto';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TenantRequested } from '@tenantry/events-schema/admin';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { publish } from '@tenantry/shared/function/publish';
import type { Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { factOf } from '../../model/fact.ts';
import { evolve, freshHistory } from '../../model/history.ts';
import { fieldsProblem } from '../../problem/problem.ts';
import { knownRangesOf, takenBy } from '../../quotas/ranges.ts';
import { claim, findAccepted } from '../../table/claim.ts';
import { tableName } from '../../table/items.ts';
import { allTenants, findHistory } from '../../table/tenants.ts';
import { keyReused } from '../request/idempotency.ts';
import { requirePossible } from './in-the-way.ts';
import type { TenantRequest } from './tenant-request.ts';

export interface KeyedRequest {
  /** Caller and `Idempotency-Key`: two callers may use the same one. */
  readonly key: string;
  readonly request: TenantRequest;
}
/** Seconds: for a day a repeated request is answered without doing anything again; after that the claim on the key still does. */
const REMEMBERED = 86_400;

/** The event with which the tenant begins: the same, however often it is published. */
const requestedDetail = (tenantId: string, at: string, request: TenantRequest) => ({
  ...request,
  tenantId,
  eventId: `${tenantId}/admin/${TenantRequested.name}/1`,
  causedBy: '',
  at,
});

/**
 * Accepts a request: claims slug and domain, then publishes `TenantRequested`. If the second fails, or the function dies in
 * between, the same key finds the claim, has the same tenant id and publishes the same event, so no request is lost and none is
 * done twice.
 * @throws Problem 409 for what is taken and for what a plan calls impossible, 422 for a key that was used for another request
 */
const acceptRequest = async ({ key, request }: KeyedRequest): Promise<{ readonly tenantId: string }> => {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const accepted = (await findAccepted(key)) ?? (await claimNew(key, digest, request));
  if (accepted.digest !== digest) throw keyReused();
  const { tenantId } = accepted;
  const history = await findHistory(tenantId);
  const at = history?.latest[TenantRequested.name]?.at;
  if (!at) throw new Error(`${tenantId} was claimed for a request, and has none`);
  await publish(TenantRequested.name, requestedDetail(tenantId, at, request));
  return { tenantId };
};

const claimNew = async (key: string, digest: string, request: TenantRequest) => {
  const [zone, tenants] = await Promise.all([landingZone(), allTenants()]);
  if (request.cidr) {
    const taken = takenBy(request.cidr, knownRangesOf(tenants, zone.config.network, Date.now()));
    if (taken.length > 0) throw fieldsProblem(409, 'range-taken', taken);
  }
  await requirePossible(zone, tenants, request);
  const tenantId = ulid();
  const detail = requestedDetail(tenantId, new Date().toISOString(), request);
  return claim(request, key, digest, evolve(freshHistory(tenantId), factOf(TenantRequested.name, detail)));
};

let guarded: ((input: KeyedRequest, context: Context) => Promise<{ readonly tenantId: string }>) | undefined;

/**
 * Accepts a request once per key, also when it is sent twice at the same time.
 * @throws IdempotencyAlreadyInProgressError for the second of two; IdempotencyValidationError for a key with another request
 */
export const requestTenant = (input: KeyedRequest, context: Context): Promise<{ readonly tenantId: string }> => {
  guarded ??= makeIdempotent((keyed: KeyedRequest, _context: Context) => acceptRequest(keyed), {
    persistenceStore: new DynamoDBPersistenceLayer({
      tableName: tableName(),
      keyAttr: 'pk',
      sortKeyAttr: 'sk',
      staticPkValue: 'IDEMPOTENCY',
      expiryAttr: 'expiresAt',
      awsSdkV3Client: client(DynamoDBClient),
    }),
    config: new IdempotencyConfig({
      eventKeyJmesPath: 'key',
      payloadValidationJmesPath: 'request',
      throwOnNoIdempotencyKey: true,
      expiresAfterSeconds: REMEMBERED,
      hashFunction: 'sha256',
    }),
  });
  return guarded(input, context);
};
