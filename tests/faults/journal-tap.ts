import type { JournalEntry } from '@laptop/aws/gateway/journal';
import type { RunningAws } from '@laptop/aws/running';
import { pause } from '../../laptop/demo/pause.ts';

/** The calls made for each tenant, picked from the gateway's journal while it runs. */
export interface JournalTap {
  /** All calls for a tenant so far; forgets them with `forget`. */
  readonly of: (tenantId: string) => Promise<readonly JournalEntry[]>;
  readonly forget: (tenantId: string) => void;
  readonly stop: () => void;
}
const POLL_MS = 1_000;

export const tapJournal = async ({ journalSince }: RunningAws): Promise<JournalTap> => {
  const byTenant = new Map<string, JournalEntry[]>();
  let { mark } = await journalSince(Number.MAX_SAFE_INTEGER);
  let stopped = false;
  let reading = Promise.resolve();
  const read = (): Promise<void> => {
    reading = reading.then(async () => {
      const { mark: next, entries } = await journalSince(mark);
      mark = next;
      for (const entry of entries) {
        const tenant = entry.labels?.tenant;
        if (tenant === undefined) continue;
        const known = byTenant.get(tenant);
        if (known) known.push(entry);
        else byTenant.set(tenant, [entry]);
      }
    });
    return reading;
  };
  const follow = async (): Promise<void> => {
    while (!stopped) {
      await read();
      await pause(POLL_MS);
    }
  };
  follow().catch(() => undefined); // the laptop has ended
  return {
    of: async (tenantId) => {
      await read();
      return byTenant.get(tenantId) ?? [];
    },
    forget: (tenantId) => void byTenant.delete(tenantId),
    stop: () => {
      stopped = true;
    },
  };
};
