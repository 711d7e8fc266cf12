import { TerminalError, TurnWait, Wait } from '@tenantry/shared/failure/errors';
import { type AnyStep, step } from '@tenantry/shared/saga/stage';
import type { Io } from './world.ts';

export interface Scope {
  readonly io: Io;
}
/** How a step fails: AWS refuses it for a lasting cause (`invalid`, `used up`), or not, or its worker dies. */
export type BrokenKind = 'error' | 'invalid' | 'used up' | 'kill';

/** How AWS behaves towards one step of a history. */
export interface Behaviour {
  /** The step that fails for good, and from when on: because it says so itself, or because AWS's model takes no such request. */
  readonly terminal?: { readonly step: string; readonly from: number; readonly by: 'step' | 'model' } | undefined;
  /** The step that fails until a time, e.g. until somebody raised a quota. */
  readonly broken?: { readonly step: string; readonly until: number; readonly kind: BrokenKind } | undefined;
  /** The step whose wait takes this long. */
  readonly late?: { readonly step: string; readonly seconds: number } | undefined;
  /** The step whose turn comes at this time, because other tenants are before it. */
  readonly queued?: { readonly step: string; readonly until: number } | undefined;
}
/** Reads show what was created only this much later, unless its id is known. Seconds. */
const CONSISTENT_AFTER = 2;
const POLL = 3;
const TURN_POLL = 60;

const invalid = (message: string): Error => Object.assign(new Error(message), { name: 'ValidationException', call: 'Cloud Create' });

/** AWS as the saga meets it: what exists, since when, and every promise that was broken. */
export const cloud = (now: () => number, behaviour: Behaviour) => {
  const born = new Map<string, number>();
  const problems = new Set<string>();
  const polls = new Map<string, number>();
  /** When each step was last begun, forward. */
  const started = new Map<string, number>();
  let refusals = 0;

  const breaks = async (name: string, io: Io) => {
    started.set(name, now());
    if (behaviour.terminal?.step === name && now() >= behaviour.terminal.from) {
      if (behaviour.terminal.by === 'step') throw new TerminalError(`${name} cannot be`, { code: 'Terminal', advice: '' });
      throw invalid(`1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`);
    }
    const { broken, queued } = behaviour;
    if (queued?.step === name && now() < queued.until) throw new TurnWait(TURN_POLL, `its turn: ${name}`);
    if (broken?.step !== name || now() >= broken.until) return;
    if (broken.kind === 'kill') await new Promise<never>(() => {});
    await io(() => undefined);
    if (broken.kind === 'error') throw Object.assign(new Error(`not for ${name}`), { name: 'AccessDenied', call: `Cloud Create${name}` });
    refusals++;
    if (broken.kind === 'invalid') throw invalid(`${name}: no such zone`);
    throw Object.assign(new Error(`no room for ${name}`), { name: 'LimitExceededException', call: `Cloud Create${name}` });
  };

  /** @param under must be gone before this one is removed */
  const resource = (name: string, under: readonly string[] = [], removalSeconds = 0): AnyStep => {
    let asked: number | undefined;
    return step(name, {
      ensure: async ({ io }: Scope, _needs: object, saved: Record<string, unknown>) => {
        await breaks(name, io);
        const found = await io(() => born.has(name) && (saved[name] !== undefined || now() - (born.get(name) ?? 0) >= CONSISTENT_AFTER));
        if (!found) {
          await io(() => {
            if (born.has(name)) problems.add(`created twice: ${name}`);
            born.set(name, now());
          });
        }
        return { [name]: name };
      },
      remove: async ({ io }: Scope) => {
        if (!(await io(() => born.has(name)))) return;
        asked ??= now();
        if (now() - asked < removalSeconds) throw new Wait(POLL, `${name} to be disabled`);
        await io(() => {
          for (const other of under) if (born.has(other)) problems.add(`${name} removed under ${other}`);
          born.delete(name);
        });
      },
    }) as unknown as AnyStep;
  };

  /** Waits, creates nothing. */
  const waits = (name: string, until: () => boolean, deadlineSeconds = 600): AnyStep =>
    step(
      name,
      {
        ensure: async ({ io }: Scope, _needs: object) => {
          polls.set(name, (polls.get(name) ?? 0) + 1);
          await breaks(name, io);
          if (!(await io(until))) throw new Wait(POLL, name);
          return {};
        },
        remove: async () => {},
      },
      { deadlineSeconds },
    ) as unknown as AnyStep;

  const available = (name: string, seconds: number): AnyStep => {
    const late = behaviour.late?.step === `${name}Available` ? behaviour.late.seconds : seconds;
    return waits(`${name}Available`, () => now() - (born.get(name) ?? now()) >= late);
  };
  return { born, problems, polls, started, refusals: () => refusals, resource, waits, available };
};
