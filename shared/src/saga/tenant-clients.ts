import { type Clients, clientsIn } from '../aws/clients.ts';
import { requireReachable } from './reachable.ts';
import type { Heard, StageRecord } from './record.ts';

/**
 * By the role of a service in the tenant's account, which an event has named: where it is another tenant's, STS refuses. They open nothing before they are asked: a stage that
 * never heard of an account has no client in it.
 * @throws OutOfReach, when asked, where nobody gets into the account any more
 */
export const tenantClients =
  (record: StageRecord, { accountId }: Heard, deployment: string, service: string): Clients =>
  (type, region) => {
    if (typeof accountId !== 'string') throw new Error(`the ${service} stage has not heard of an account of ${record.tenantId}`);
    requireReachable(record, accountId);
    return clientsIn(accountId, deployment, service, record.tenantId)(type, region);
  };
