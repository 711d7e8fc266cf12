import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { OffboardRequested, StageRetryRequested, TenantRequested } from '@tenantry/events-schema/admin';
import { busName } from '@tenantry/events-schema/bus';
import { pause } from '../../laptop/demo/pause.ts';
import { ROOT_DOMAIN } from '../../laptop/src/accounts.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { type Records, recordsReader, standingOf, whereItStands } from './records.ts';
import { superAdminClients, type TestedLaptop } from './tested-laptop.ts';

/** Publishes what the super admin API would publish, and watches the result. */
export interface Lives {
  readonly request: (tenantId: string) => Promise<void>;
  readonly offboard: (tenantId: string) => Promise<void>;
  /** Asks a stage to try again, as an operator does. */
  readonly retry: (tenantId: string, stage: string) => Promise<void>;
  /**
   * Waits until the tenant stands so; `failed`: until a stage has failed for good; `told`: until a stage has published the event.
   * @throws NotConverged when it stalls, goes another way, or the time is over
   */
  readonly until: (tenantId: string, aim: Aim, limitMs: number) => Promise<void>;
  /**
   * Waits for what a look at the records finds.
   * @param looks answers `true` when that has come, or why it cannot come any more
   * @throws NotConverged when it cannot come, or the time is over; `wanted` names it
   */
  readonly when: (tenantId: string, wanted: string, looks: Look, limitMs: number) => Promise<Records>;
}
export type Look = (records: Records) => true | string | undefined;
type Aim = 'ready' | 'failed' | 'offboarded' | { readonly told: string };
class NotConverged extends Error {
  override readonly name = 'NotConverged';
}
/** What a result says of an error: how the tenant stands where it did not get on, else also where the matrix itself failed. */
export const messageOf = (error: unknown): string =>
  error instanceof NotConverged ? error.message : String((error as Error).stack ?? error);

const POLL_MS = 300;
/** A slug that no other tenant has. */
const slugOf = (tenantId: string): string => `t${tenantId.slice(-12).toLowerCase()}`;
export const domainOf = (tenantId: string): string => `${slugOf(tenantId)}.${ROOT_DOMAIN}`;

interface Watched {
  readonly tenantId: string;
  readonly wanted: string;
  readonly looks: Look;
  readonly settle: (end: Records | NotConverged) => void;
  readonly until: number;
}

const lookFor =
  (aim: Aim): Look =>
  (records) => {
    const now = standingOf(records);
    const isBack = now === 'taken back' || now === 'offboarded';
    const isTold = typeof aim === 'object' && [...records.values()].some(({ published }) => published[aim.told] !== undefined);
    if (isTold || now === aim || (aim === 'failed' && isBack)) return true;
    return now === 'stalled' || (aim !== 'offboarded' && isBack) || (aim === 'failed' && now === 'ready') ? now : undefined;
  };

export const livesOn = (laptop: TestedLaptop): Lives => {
  const bus = superAdminClients(laptop)(EventBridgeClient);
  const read = recordsReader(laptop);
  const watched = new Set<Watched>();
  let told = 0;

  const say = async (source: string, name: string, tenantId: string, detail: object): Promise<void> => {
    told += 1;
    const envelope = { tenantId, eventId: `${tenantId}/admin/${name}/${told}`, causedBy: '', at: new Date().toISOString() };
    const entry = {
      EventBusName: busName(LAPTOP_DEPLOYMENT),
      Source: source,
      DetailType: name,
      Detail: JSON.stringify({ ...detail, ...envelope }),
    };
    const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount) throw new Error(`the bus did not take ${name}`);
  };

  const verdict = (records: Records, { wanted, looks, until }: Watched): true | NotConverged | undefined => {
    const found = looks(records);
    if (typeof found === 'string') return new NotConverged(`${found} instead of ${wanted}: ${whereItStands(records)}`);
    if (found === undefined && Date.now() > until) return new NotConverged(`not ${wanted} in time: ${whereItStands(records)}`);
    return found;
  };

  let isLooking = false;
  const look = async (): Promise<void> => {
    while (watched.size > 0) {
      const all = await read([...new Set([...watched].map(({ tenantId }) => tenantId))]);
      for (const one of watched) {
        const records = all.get(one.tenantId);
        const end = records && verdict(records, one);
        if (end === undefined) continue;
        watched.delete(one);
        one.settle(end === true ? records : end);
      }
      await pause(POLL_MS);
    }
    isLooking = false;
  };
  const giveUp = (error: unknown): void => {
    isLooking = false;
    const all = [...watched];
    watched.clear();
    for (const { settle } of all) settle(new NotConverged(`cannot be watched: ${String(error)}`));
  };

  const when: Lives['when'] = (tenantId, wanted, looks, limitMs) =>
    new Promise((resolve, reject) => {
      const settle = (end: Records | NotConverged): void => (end instanceof NotConverged ? reject(end) : resolve(end));
      watched.add({ tenantId, wanted, looks, settle, until: Date.now() + limitMs });
      if (isLooking) return;
      isLooking = true;
      look().catch(giveUp);
    });

  return {
    request: (tenantId) =>
      say(TenantRequested.source, TenantRequested.name, tenantId, {
        name: `Hospital ${slugOf(tenantId)}`,
        slug: slugOf(tenantId),
        domain: domainOf(tenantId),
        adminEmail: `admin@${slugOf(tenantId)}.example.com`,
        plan: 'standard',
        variables: {},
      }),
    offboard: (tenantId) =>
      say(OffboardRequested.source, OffboardRequested.name, tenantId, {
        requestedBy: 'matrix',
        reason: 'the case has been on-boarded',
        export: false,
      }),
    retry: (tenantId, stage) => say(StageRetryRequested.source, StageRetryRequested.name, tenantId, { stage, requestedBy: 'matrix' }),
    until: async (tenantId, aim, limitMs) => void (await when(tenantId, typeof aim === 'object' ? aim.told : aim, lookFor(aim), limitMs)),
    when,
  };
};
