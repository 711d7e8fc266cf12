import { isThrottled } from '@tenantry/shared/failure/errors';
import { ROUNDS, type Round, type SeenCall, type Trace } from './trace.ts';

/** What a step did in one part of a tenant's life, without what differs from run to run. */
export interface StepShape {
  readonly step: string;
  readonly round: Round;
  /** Which answers it got, `EC2 CreateVpc ok`, and how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** Operations in the order in which each was first asked; absent where some were asked at the same time. */
  readonly order?: readonly string[];
  /** Seconds that it waited; absent when it did not. */
  readonly waited?: number;
}

/**
 * Answers that say nothing of what AWS is like: it was asked too often, it was out of order for a moment, the answer got lost, or another
 * worker wrote first.
 */
const PASSING =
  /^(AmbiguousError|Timeout\w*|ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|Internal(Server|Service)?(Error|Failure|Exception)\w*|ServiceUnavailable\w*|ServiceException|ConditionalCheckFailedException|Transaction(Canceled|Conflict)\w*)$/;
export const isPassing = (code: string): boolean => isThrottled({ name: code }) || PASSING.test(code);

/** Key of a step in a part of a tenant's life. */
export const placeOf = ({ step, round }: { readonly step: string; readonly round: Round }): string => `${step} ${round}`;

const orderOf = (calls: readonly SeenCall[]): readonly string[] | undefined => {
  if (calls.some(({ nth, isBeside }) => isBeside || nth === 0)) return undefined;
  return [...new Set(calls.map(({ call }) => call))];
};

/** What remains of a trace when counts, durations and what passes are left out: one shape for each step and part of a tenant's life. */
export const shapesOf = ({ calls, waits }: Trace): readonly StepShape[] => {
  const places = new Map([...calls, ...waits].map(({ step, round }) => [placeOf({ step, round }), { step, round }]));
  const shapes = [...places.values()].map(({ step, round }): StepShape => {
    const isHere = (one: { readonly step: string; readonly round: Round }) => one.step === step && one.round === round;
    const [own, waited] = [calls.filter(isHere).filter(({ code }) => !isPassing(code)), waits.filter(isHere)];
    const answers = Object.fromEntries([...Map.groupBy(own, ({ call, code }) => `${call} ${code}`)].map(([key, all]) => [key, all.length]));
    const order = orderOf(own);
    return {
      step,
      round,
      answers,
      ...(order === undefined ? {} : { order }),
      ...(waited.length === 0 ? {} : { waited: waited.reduce((sum, { seconds }) => sum + seconds, 0) }),
    };
  });
  return shapes.sort((a, b) => a.step.localeCompare(b.step) || ROUNDS.indexOf(a.round) - ROUNDS.indexOf(b.round));
};
