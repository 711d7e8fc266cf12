import { LAST, STAGE_NAMES } from '@tenantry/saga/stages';
import { CALL_MESSAGE } from '@tenantry/shared/aws/log-call';
import { z } from 'zod';

/** Parts of a tenant's life, by what a stage does: it builds, verifies once more, or removes. Empty outside of a step. */
export const ROUNDS = ['on-boarding', 'replay', 'off-boarding', ''] as const;
export type Round = (typeof ROUNDS)[number];

/** One call of AWS by a function, as its log has it. */
export interface SeenCall {
  /** Epoch milliseconds at which it was answered. */
  readonly at: number;
  /** `network.vpc`, or a function's service, `network`, outside of a step. */
  readonly step: string;
  readonly round: Round;
  /** `EC2 CreateVpc`. */
  readonly call: string;
  /** `ok`, or AWS's error code. */
  readonly code: string;
  readonly attempts: number;
  readonly ms: number;
  /** Its place among the calls of one run of the step; 0 has none. */
  readonly nth: number;
  readonly isBeside: boolean;
}
/** How long AWS made a step wait. */
interface SeenWait {
  readonly step: string;
  readonly round: Round;
  readonly seconds: number;
}
/** What the functions' logs say of one tenant. */
export interface Trace {
  readonly calls: readonly SeenCall[];
  readonly waits: readonly SeenWait[];
}

/** Names of services, operations and steps are letters and digits: whatever else stands there is no name, and is left out. */
const Name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/)
  .refine((text) => !/\d{5}/.test(text));
const Code = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,79}(\.[A-Za-z]{1,80}){0,3}$/)
  .refine((text) => !/\d{5}/.test(text))
  .catch('UnknownError');
const Count = z.number().nonnegative();
const Service = z.enum(['admin', ...STAGE_NAMES]);
const StepId = z.union([z.literal(''), z.templateLiteral([z.enum(STAGE_NAMES), '.', Name])]);
const Direction = z.enum(['ensure', 'remove', '']);

const CallLine = z.object({
  message: z.literal(CALL_MESSAGE),
  service: Service,
  timestamp: z.iso.datetime(),
  call: z.object({
    service: Name,
    operation: Name,
    step: StepId,
    direction: Direction,
    generation: z.int(),
    code: Code,
    attempts: Count,
    ms: Count,
    nth: z.int(),
    isBeside: z.boolean(),
  }),
});
/** A metric in a log line (`shared/src/telemetry/metrics.ts`). */
const WaitLine = z.object({
  WaitSeconds: Count,
  service: Service,
  step: Name,
  direction: Direction,
  generation: z.coerce.number(),
  turn: z.enum(['true', 'false']),
});

/** Where a line comes from: the stage, which way it went, and the generation of its record. */
interface Place {
  readonly service: string;
  readonly direction: z.infer<typeof Direction>;
  readonly generation: number;
}
/** The last generation in which each stage built, where there are several: that of the replay. Those before it are retries. */
const replaysIn = (places: readonly Place[]): ReadonlyMap<string, number> => {
  const last = new Map<string, number>();
  for (const { service, direction, generation } of places) {
    if (direction === 'ensure') last.set(service, Math.max(generation, last.get(service) ?? 0));
  }
  return last;
};
/** The stage that ends the removal goes forward then. */
const roundOf = ({ service, direction, generation }: Place, replays: ReadonlyMap<string, number>): Round => {
  if (direction === '') return '';
  if (direction === 'remove' || service === LAST) return 'off-boarding';
  return generation > 1 && generation === replays.get(service) ? 'replay' : 'on-boarding';
};

/** Which role was assumed first by whom depends on which process was warm: it belongs to no step. */
const BY_PROCESS = ['STS AssumeRole'];

const callOf = ({ service, timestamp, call }: z.infer<typeof CallLine>, replays: ReadonlyMap<string, number>): SeenCall => {
  const { attempts, ms, nth, isBeside, code } = call;
  const name = `${call.service} ${call.operation}`;
  const isOfStep = call.step !== '' && !BY_PROCESS.includes(name);
  const place = isOfStep
    ? { step: call.step, round: roundOf({ ...call, service }, replays), nth }
    : { step: service, round: '' as const, nth: 0 };
  return { ...place, at: Date.parse(timestamp), call: name, code, attempts, ms, isBeside };
};

const jsonIn = (line: string): unknown => {
  const begin = line.indexOf('{');
  if (begin < 0) return undefined;
  try {
    return JSON.parse(line.slice(begin));
  } catch {
    return undefined;
  }
};

/** Reads log lines of the functions about one tenant; lines of another kind are passed over. A wait for our own turn says nothing of AWS. */
export const traceOf = (lines: readonly string[]): Trace => {
  const documents = lines.map(jsonIn);
  const calls = documents.flatMap((json) => CallLine.safeParse(json).data ?? []);
  const waits = documents.flatMap((json) => WaitLine.safeParse(json).data ?? []);
  const replays = replaysIn([...calls.map(({ service, call }) => ({ ...call, service })), ...waits]);
  return {
    calls: calls.map((line) => callOf(line, replays)).sort((a, b) => a.at - b.at || a.nth - b.nth),
    waits: waits
      .filter(({ turn }) => turn === 'false')
      .map(({ service, step, WaitSeconds: seconds, ...place }) => ({
        step: `${service}.${step}`,
        round: roundOf({ ...place, service }, replays),
        seconds,
      })),
  };
};
