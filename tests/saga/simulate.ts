import { AccountReady, AccountReleased } from '@tenantry/events-schema/account';
import { OffboardRequested, StageRetryRequested, TenantRequested } from '@tenantry/events-schema/admin';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { StageFailed } from '@tenantry/events-schema/stages';
import { heardBy } from '@tenantry/shared/infra/stage-service';
import { type Outcome, TIMEOUT, VISIBILITY } from '@tenantry/shared/saga/ports';
import { type Detail, fresh, keyOf, type Message, next, type StageRecord } from '@tenantry/shared/saga/record';
import { runner } from '@tenantry/shared/saga/runner';
import type { AnyStage } from '@tenantry/shared/saga/stage';
import { type Changes, changesOf } from './changes.ts';
import { type Behaviour, cloud, type Scope } from './resources.ts';
import { type Restore, restoring } from './restore.ts';
import { stagesOn } from './stages.ts';
import { type Faults, world } from './world.ts';

export interface History extends Behaviour, Changes {
  readonly seed: number;
  readonly faults: Faults;
  /** Extra deliveries: of the nth fact, so many seconds later. */
  readonly duplicates: readonly { readonly of: number; readonly after: number }[];
  readonly offboardAt?: number | undefined;
  /** Replays everything that was published until then. */
  readonly replayAt?: number | undefined;
  /** Deletes a peering by hand, then replays AccountReady to the network stage. */
  readonly driftAt?: number | undefined;
  /** An operator retries every stage that is stalled then. */
  readonly retryAt?: number | undefined;
  readonly restore?: Restore | undefined;
}
export interface End {
  readonly owned: readonly string[];
  readonly facts: readonly string[];
  /** When the last fact was published, seconds. */
  readonly lastFactAt: number;
  readonly problems: readonly string[];
  readonly polls: ReadonlyMap<string, number>;
  /** How often AWS refused something for a lasting cause. */
  readonly refusals: number;
  readonly records: ReadonlyMap<string, StageRecord>;
  readonly deadLetters: number;
  readonly seconds: number;
  readonly calls: number;
}
const TENANT = '01J00000000000000000000000';
const MAX_TICKS = 60_000;

/** Runs the saga of one tenant through one history to its end. */
export const simulate = async (history: History): Promise<End> => {
  const w = world(history.seed, history.faults, TIMEOUT);
  const sky = cloud(w.now, history);
  const facts: Message[] = [];
  const tables = new Map<string, Map<string, StageRecord>>();
  const subscribers: {
    readonly events: ReadonlySet<string>;
    readonly deliver: (m: Message, after: number) => void;
    readonly stage?: string;
  }[] = [];
  let ids = 0;
  let deadLetters = 0;
  let lastFactAt = 0;
  const restore = restoring(history.restore, {
    now: w.now,
    tables,
    replay: (stage, m) => replay(m, 'restore', stage),
    retry: (stage) => emit(fact(StageRetryRequested.name, { stage, eventId: `${TENANT}/restore/${stage}` })),
    problem: (text) => sky.problems.add(text),
  });

  const emit = (m: Message) => {
    const index = facts.push(m) - 1;
    restore.told(m);
    lastFactAt = w.now();
    for (const s of subscribers) {
      if (!s.events.has(m.name)) continue;
      if (m.name === StageRetryRequested.name && s.stage !== m.detail.stage) continue;
      s.deliver(m, w.random() * 2);
      for (const d of history.duplicates) if (d.of === index) s.deliver(m, d.after);
    }
  };
  const fact = (name: string, more: object = {}): Message => ({
    name,
    detail: { tenantId: TENANT, eventId: `${TENANT}/${name}`, causedBy: '', at: '', ...more } as unknown as Detail,
  });

  const replay = (m: Message, replayName: string, only?: string) => {
    for (const s of subscribers)
      if (s.stage && (only ?? s.stage) === s.stage && s.events.has(m.name)) s.deliver({ ...m, replayName }, w.random() * 5);
  };

  const subscribe = (stage: AnyStage) => {
    const table = new Map<string, StageRecord>();
    tables.set(stage.name, table);
    const began = new Map<number, number>();
    /** What must hold of every record that is ever written. */
    const watch = (before: StageRecord, after: StageRecord) => {
      if (!began.has(after.generation)) began.set(after.generation, w.now());
      if (!after.lease && !after.wake && next(stage, after).do !== 'nothing') sky.problems.add(`${stage.name} rests with work to do`);
      for (const [name, { generation }] of Object.entries(after.done)) {
        const isNew = before.done[name]?.generation !== generation && generation > 0;
        if (isNew && (sky.started.get(name) ?? 0) < (began.get(generation) ?? 0))
          sky.problems.add(`${name} was verified before it was asked for`);
      }
    };
    const deliver = (m: Message, after: number): void =>
      w.at(w.now() + after, () => {
        const held = restore.held();
        if (held > 0) return deliver(m, held);
        const { io, remaining } = w.worker();
        let ended = false;
        const again = (seconds: number) => {
          if (!ended) deliver(m, seconds);
          ended = true;
        };
        w.at(w.now() + VISIBILITY, () => again(0));
        const run = runner<Scope>(stage, {
          change: async (id, f) => {
            for (;;) {
              const before = await io(() => table.get(id), { freezable: true });
              const changed = f(before ?? fresh(id));
              const [after] = changed;
              if (after === before) return changed;
              const written = await io(() => {
                if (table.get(id) !== before) return false;
                watch(before ?? fresh(id), after);
                restore.saved(stage.name, after);
                return table.set(id, after) !== undefined;
              });
              if (written) return changed;
            }
          },
          publish: (name, detail) =>
            io(() => {
              restore.publishes(stage.name, detail.eventId);
              emit({ name, detail });
            }),
          later: (message, seconds) => io(() => deliver(message, seconds)),
          progress: () => {},
          scope: () => ({ io }),
          id: () => `w${ids++}`,
          now: w.now,
          remaining,
        });
        run(m).then(
          (outcome: Outcome) => {
            if (outcome.kind === 'again') again(outcome.seconds);
            if (outcome.kind === 'stalled') deadLetters++;
            ended = true;
          },
          () => undefined, // shown again after the visibility timeout
        );
      });
    subscribers.push({ stage: stage.name, deliver, events: new Set([...heardBy(stage).map((e) => e.name), StageRetryRequested.name]) });
  };
  for (const stage of stagesOn(sky)) subscribe(stage);

  // The offboard service decides to go back; each of its answers has one id per tenant.
  subscribers.push({
    events: new Set([OffboardRequested.name, StageFailed.name, AccountReleased.name]),
    deliver: (m, after) =>
      w.at(w.now() + after, () => emit(fact(m.name === AccountReleased.name ? TenantOffboarded.name : TenantOffboarding.name))),
  });

  emit(fact(TenantRequested.name));
  if (history.offboardAt !== undefined) w.at(history.offboardAt, () => emit(fact(OffboardRequested.name)));
  for (const { at, name, detail } of changesOf(history)) {
    const said = { eventId: `${TENANT}/${name}/${at}`, at: new Date(at * 1000).toISOString() };
    w.at(at, () => emit(fact(name, { ...said, ...detail })));
  }
  if (history.retryAt !== undefined) {
    w.at(history.retryAt, () => {
      for (const [stage, table] of tables) {
        if ([...table.values()].some((r) => r.failure?.generation === r.generation)) emit(fact(StageRetryRequested.name, { stage }));
      }
    });
  }
  if (history.restore) w.at(restore.ready, () => restore.go(TENANT));
  if (history.replayAt !== undefined) {
    w.at(history.replayAt, () => {
      for (const m of new Map(facts.map((f) => [keyOf(f), f])).values()) replay(m, 'everything');
    });
  }
  if (history.driftAt !== undefined) {
    w.at(history.driftAt, () => {
      sky.born.delete('peering');
      const ready = facts.find((m) => m.name === AccountReady.name);
      if (ready) replay(ready, 'repair');
    });
  }

  if (!(await w.run(MAX_TICKS))) sky.problems.add('never ends');
  const records = new Map([...tables].flatMap(([name, table]) => [...table.values()].map((record) => [name, record] as const)));
  for (const [name, r] of records) if (r.lease && r.lease.until > w.now()) sky.problems.add(`${name} left its lease`);
  return {
    owned: [...sky.born.keys()].sort(),
    facts: facts.map((m) => m.name),
    lastFactAt,
    problems: [...sky.problems],
    polls: sky.polls,
    refusals: sky.refusals(),
    records,
    deadLetters,
    seconds: w.now(),
    calls: w.calls(),
  };
};
