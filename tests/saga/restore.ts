import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { VISIBILITY } from '@tenantry/shared/saga/ports';
import type { Message, StageRecord } from '@tenantry/shared/saga/record';
import { OVERLAP, restored } from '@tenantry/shared/saga/restored';

/** Tables go back to an earlier moment, all of them or that of one stage, while AWS stays ahead. Seconds. */
export interface Restore {
  readonly at: number;
  readonly to: number;
  readonly only?: string | undefined;
}
interface Published {
  readonly at: number;
  readonly message: Message;
}
interface Around {
  readonly now: () => number;
  readonly tables: ReadonlyMap<string, Map<string, StageRecord>>;
  readonly replay: (stage: string, message: Message) => void;
  readonly retry: (stage: string) => void;
  readonly problem: (text: string) => void;
}

/** No worker that began before is left then, not even one that was frozen. Seconds. */
const HELD = 3 * VISIBILITY;

/** The restore of a history: queues are held until no worker is left, records go back, and what was published since is replayed. */
export const restoring = (restore: Restore | undefined, { now, tables, replay, retry, problem }: Around) => {
  const past: { readonly at: number; readonly stage: string; readonly record: StageRecord }[] = [];
  const published: Published[] = [];
  /** Ids of events that the restored stages published before. */
  let known: ReadonlySet<string> | undefined;
  const ready = restore ? restore.at + HELD : 0;
  const isRestored = (stage: string) => restore?.only === undefined || restore.only === stage;

  return {
    ready,
    /** How long a message has to wait; 0 while nothing is held. */
    held: (): number => (restore && now() >= restore.at && now() < ready ? ready - now() : 0),
    saved: (stage: string, record: StageRecord) => past.push({ at: now(), stage, record }),
    told: (message: Message) => published.push({ at: now(), message }),
    publishes: (stage: string, id: string) => {
      if (known?.has(id) && isRestored(stage)) problem(`${id} was published before the restore, and again after it`);
    },
    go: (tenantId: string) => {
      const { to } = restore ?? { to: 0 };
      const isGone = published.some(({ message }) => message.name === TenantOffboarded.name);
      const offboarding = published.findLast(({ message }) => message.name === TenantOffboarding.name)?.message.detail;
      known = new Set(published.map(({ message }) => message.detail.eventId));
      const due = published.filter(({ at }) => at >= to - OVERLAP);
      for (const [stage, table] of [...tables].filter(([stage]) => isRestored(stage))) {
        const then = past.findLast((one) => one.stage === stage && one.at <= to)?.record;
        const record = restored(tenantId, then, table.get(tenantId), { isGone, offboarding });
        table.set(tenantId, record);
        for (const { message } of due) replay(stage, message);
        if (!record.ended) retry(stage);
      }
    },
  };
};
