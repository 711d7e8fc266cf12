import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.ts';
import { type Becomes, createBecoming } from './becoming.ts';
import type { AwsCall, AwsResult } from './call.ts';
import { AwsError, DroppedConnection } from './errors.ts';
import { type Labels, labelsOf } from './labels.ts';

/**
 * What goes wrong. `error`: answers this AWS error instead, with further members of its shape (`details`). `drop-before` /
 * `drop-after`: cuts the connection before, or after, the call had its effect. `delay`: answers late by `ms`. `kill`: after the effect,
 * kills the process of the Lambda function `function` (the calling role's function when absent) that works on what the call works on, so
 * that it never sees the answer. `ends-failed`: AWS takes the request, and what it starts ends FAILED for this reason, where a rule or
 * service reads `endsFailed` of the call; of a release that CreatePipeline, StartPipelineExecution or RetryStageExecution starts,
 * `Service: <message>` for one stage's builds. `becomes`: AWS takes the request, and what it makes ends in another state.
 */
export type FaultEffect =
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message?: string;
      readonly status?: number;
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'kill'; readonly function?: string }
  | { readonly kind: 'ends-failed'; readonly reason: string }
  | ({ readonly kind: 'becomes' } & Becomes);

/** Which calls a fault meets. Absent fields match everything. */
export interface FaultMatch {
  readonly service?: string;
  readonly operation?: string;
  readonly role?: string;
  readonly account?: string;
  /** Calls whose callers say all of this of their work. */
  readonly labels?: Labels;
  /** Calls that are not of these accounts: those of a new account, whose id nobody knows beforehand. */
  readonly outside?: readonly string[];
  /** Calls whose parameters, as JSON, contain this text. */
  readonly contains?: string;
}

export interface Fault {
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** Begins at the n-th matching call (1 is the first). Default 1. */
  readonly nth?: number;
  /** How many calls it meets. Default 1; use Infinity (or null in JSON) for all. */
  readonly times?: number | null;
}

export interface Faults {
  /** Adds a fault; answers its id. */
  readonly add: (fault: Fault) => string;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
  /** How often each fault has struck, by id. */
  readonly struck: () => Record<string, number>;
  /** Answers the call to go on with. */
  readonly before: (call: AwsCall) => Promise<AwsCall>;
  /** Answers what the caller sees. */
  readonly after: (call: AwsCall, result: AwsResult) => Promise<AwsResult>;
  /** AWS has refused the call: what should end otherwise than it began has not begun, and its fault waits for the next. */
  readonly refused: (call: AwsCall) => void;
}

interface Armed {
  readonly id: string;
  readonly fault: Fault;
  seen: number;
  struck: number;
}

/** Effects on what AWS makes of a call that it takes. */
const IS_ON_OUTCOME: ReadonlySet<FaultEffect['kind']> = new Set(['ends-failed', 'becomes']);

const matches = ({ service, operation, role, account, labels = {}, outside, contains }: FaultMatch, call: AwsCall, said: Labels): boolean =>
  (service === undefined || service === call.service) &&
  (operation === undefined || operation === call.operation) &&
  (role === undefined || role === call.caller.role) &&
  (account === undefined || account === call.caller.accountId) &&
  Object.entries(labels).every(([label, value]) => said[label] === value) &&
  !outside?.includes(call.caller.accountId) &&
  (contains === undefined || JSON.stringify(call.params).includes(contains));

/** Which processes a kill ends: those at work for a function (by name) or for a role (by its name), with an event that contains a text. */
export interface KillTarget {
  readonly function?: string;
  readonly role?: string;
  readonly contains?: string;
}

const killed = ({ caller: { role } }: AwsCall, name: string | undefined, work: string | undefined): KillTarget => ({
  ...(name !== undefined ? { function: name } : role ? { role } : {}),
  ...(work ? { contains: work } : {}),
});

/** @param killFunction ends processes with SIGKILL */
export const createFaults = (
  killFunction: (target: KillTarget) => Promise<void>,
  world: Pick<World, 'labels' | 'workLabel'> = {},
): Faults => {
  const armed = new Map<string, Armed>();
  const becoming = createBecoming();
  const metBy = new WeakMap<AwsCall, readonly Armed[]>();
  let nextId = 1;

  const strike = (call: AwsCall): readonly Armed[] => {
    const struck: Armed[] = [];
    const said = labelsOf(world, call);
    for (const state of armed.values()) {
      if (!matches(state.fault.match, call, said)) continue;
      state.seen += 1;
      const times = state.fault.times === null ? Number.POSITIVE_INFINITY : (state.fault.times ?? 1);
      if (state.seen < (state.fault.nth ?? 1) || state.struck >= times) continue;
      state.struck += 1;
      struck.push(state);
    }
    if (struck.length > 0) metBy.set(call, struck);
    return struck;
  };

  return {
    add: (fault) => {
      const id = `fault-${nextId++}`;
      armed.set(id, { id, fault, seen: 0, struck: 0 });
      return id;
    },
    remove: (id) => {
      armed.delete(id);
      becoming.endCause(id);
    },
    clear: () => {
      for (const id of armed.keys()) becoming.endCause(id);
      armed.clear();
    },
    struck: () => Object.fromEntries([...armed].map(([id, { struck }]) => [id, struck])),
    before: async (call) => {
      if (armed.size === 0) return call;
      let met = call;
      for (const { effect } of strike(call).map(({ fault }) => fault)) {
        if (effect.kind === 'error')
          throw new AwsError(effect.code, effect.message ?? `${effect.code} (a fault)`, effect.status ?? 400, effect.details);
        if (effect.kind === 'drop-before') throw new DroppedConnection('a fault dropped the connection before the effect');
        if (effect.kind === 'delay') await sleep(effect.ms);
        if (effect.kind === 'ends-failed') met = { ...met, endsFailed: effect.reason };
      }
      return met;
    },
    after: async (call, result) => {
      for (const { id, fault } of metBy.get(call) ?? []) {
        const { effect } = fault;
        if (effect.kind === 'becomes' && result.status < 300) becoming.note(call, result, effect, id);
        if (effect.kind === 'kill') await killFunction(killed(call, effect.function, labelsOf(world, call)[world.workLabel ?? '']));
        if (effect.kind === 'kill' || effect.kind === 'drop-after')
          throw new DroppedConnection('a fault dropped the connection after the effect');
      }
      return becoming.shown(call, result);
    },
    refused: (call) => {
      for (const state of metBy.get(call) ?? []) {
        if (!IS_ON_OUTCOME.has(state.fault.effect.kind)) continue;
        state.seen -= 1;
        state.struck -= 1;
      }
    },
  };
};
