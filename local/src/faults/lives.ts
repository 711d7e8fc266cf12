import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { OffboardRequested, TenantRequested } from '@tenantry/events-schema/admin';
import { busName } from '@tenantry/events-schema/bus';
import { ROOT_DOMAIN } from '../accounts.ts';
import { pause } from '../demo/pause.ts';
import { LAPTOP_STAGE } from '../deploy.ts';
import { type Records, recordsReader, standingOf, whereItStands } from './records.ts';
import { superAdminClients, type TestedLaptop } from './tested-laptop.ts';

/** Tells the bus what the super admin API would tell it, and watches what comes of it. */
export interface Lives {
  readonly request: (tenantId: string) => Promise<void>;
  readonly offboard: (tenantId: string) => Promise<void>;
  /**
   * Waits until the tenant stands so; `failed`: until a stage has failed for good; `told`: until a stage has published the event.
   * @throws NotConverged when it stalls, goes another way, or the time is over
   */
  readonly until: (tenantId: string, aim: Aim, limitMs: number) => Promise<void>;
}
type Aim = 'ready' | 'failed' | 'offboarded' | { readonly told: string };
export class NotConverged extends Error {
  override readonly name = 'NotConverged';
}

const POLL_MS = 300;
/** A slug that no other tenant has. */
export const slugOf = (tenantId: string): string => `t${tenantId.slice(-12).toLowerCase()}`;
export const domainOf = (tenantId: string): string => `${slugOf(tenantId)}.${ROOT_DOMAIN}`;

interface Watched {
  readonly aim: Aim;
  readonly settle: (error?: NotConverged) => void;
  readonly until: number;
}

export const livesOn = (laptop: TestedLaptop): Lives => {
  const bus = superAdminClients(laptop)(EventBridgeClient);
  const read = recordsReader(laptop);
  const watched = new Map<string, Watched>();

  const say = async (source: string, name: string, tenantId: string, detail: object): Promise<void> => {
    const envelope = { tenantId, eventId: `${tenantId}/admin/${name}/1`, causedBy: '', at: new Date().toISOString() };
    const entry = {
      EventBusName: busName(LAPTOP_STAGE),
      Source: source,
      DetailType: name,
      Detail: JSON.stringify({ ...detail, ...envelope }),
    };
    const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount) throw new Error(`the bus did not take ${name}`);
  };

  const verdict = (records: Records, { aim, until }: Watched): true | NotConverged | undefined => {
    const now = standingOf(records);
    const isBack = now === 'taken back' || now === 'offboarded';
    const isTold = typeof aim === 'object' && [...records.values()].some(({ published }) => published[aim.told] !== undefined);
    if (isTold || now === aim || (aim === 'failed' && isBack)) return true;
    const wrong = now === 'stalled' || (aim !== 'offboarded' && isBack) || (aim === 'failed' && now === 'ready');
    const wanted = typeof aim === 'object' ? aim.told : aim;
    if (wrong) return new NotConverged(`${now} instead of ${wanted}: ${whereItStands(records)}`);
    return Date.now() > until ? new NotConverged(`not ${wanted} in time: ${whereItStands(records)}`) : undefined;
  };

  let isLooking = false;
  const look = async (): Promise<void> => {
    while (watched.size > 0) {
      const all = await read([...watched.keys()]);
      for (const [tenantId, one] of watched) {
        const records = all.get(tenantId);
        const end = records && verdict(records, one);
        if (end === undefined) continue;
        watched.delete(tenantId);
        one.settle(end === true ? undefined : end);
      }
      await pause(POLL_MS);
    }
    isLooking = false;
  };
  const giveUp = (error: unknown): void => {
    isLooking = false;
    const all = [...watched.values()];
    watched.clear();
    for (const { settle } of all) settle(new NotConverged(`cannot be watched: ${String(error)}`));
  };

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
        reason: 'the cell has been on-boarded',
        export: false,
      }),
    until: (tenantId, aim, limitMs) =>
      new Promise((resolve, reject) => {
        const settle = (error?: NotConverged): void => (error ? reject(error) : resolve());
        watched.set(tenantId, { aim, settle, until: Date.now() + limitMs });
        if (isLooking) return;
        isLooking = true;
        look().catch(giveUp);
      }),
  };
};
