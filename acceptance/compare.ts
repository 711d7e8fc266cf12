import { usualSeconds } from '@tenantry/saga/stages';
import type { Reference } from './reference.ts';
import { placeOf, type StepShape } from './shape.ts';
import type { Round } from './trace.ts';

/** What is otherwise in the deployment than on the laptop. There is no field for a name or an id of anything that exists. */
export interface Difference {
  readonly step: string;
  readonly round: Round;
  readonly kind:
    | 'an answer that the laptop never gives'
    | 'an answer that the laptop always gives, missing'
    | 'another order'
    | 'waits, and never on the laptop'
    | 'never waits, and always on the laptop'
    | 'waits much longer than usual'
    | 'waits much shorter than usual';
  /** Answers, or operations in their order. */
  readonly what: readonly string[];
}
/** A wait beside what the saga says of it. */
interface ComparedWait {
  readonly step: string;
  readonly round: Round;
  readonly seconds: number;
  readonly usual: number;
}
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly waits: readonly ComparedWait[];
  /** Whether waits take about what they take in AWS: on the laptop's instant clock their length means nothing. */
  readonly isRealTime: boolean;
}

/** AWS's own times vary by half; what is beyond this is not what we say it is. */
const MUCH = 3;
/** Below this share of the usual waits in all, the clock is not AWS's. */
const REAL_TIME = 0.2;

const splitStep = (step: string): readonly [stage: string, step: string] => {
  const [stage = '', name = ''] = step.split('.');
  return [stage, name];
};
const waitsOf = (shapes: readonly StepShape[]): readonly ComparedWait[] =>
  shapes.flatMap(({ step, round, waited }) => {
    const usual = round === 'on-boarding' ? usualSeconds(...splitStep(step)) : undefined;
    return waited === undefined || usual === undefined ? [] : [{ step, round, seconds: waited, usual }];
  });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const unusual = ({ step, round, seconds, usual }: ComparedWait): readonly Difference[] => {
  const what: readonly string[] = [];
  if (seconds > usual * MUCH) return [{ step, round, kind: 'waits much longer than usual', what }];
  return seconds < usual / MUCH ? [{ step, round, kind: 'waits much shorter than usual', what }] : [];
};

type Known = Reference['steps'][number];

/** How AWS says that something is gone: what a step hears that has deleted it, and does its work once more. */
const GONE = /(NotFound(Exception|Fault)?|NoSuch\w+|NonExistent\w*|DoesNotExist(Exception)?)$/;
const isGoneAgain = (answer: string, { round, answers }: StepShape): boolean =>
  round === 'off-boarding' && GONE.test(answer) && answers[answer.replace(/ \S+$/, ' ok')] !== undefined;

/** What something else that is under way refuses: whether that still is, when a step asks, nobody can say beforehand. */
const UNDER_WAY = /(Conflict\w*|InUse\w*|InProgress\w*|Concurrent\w*)$/;
/** What a process keeps for some minutes: a new one asks once more, in whichever part of a tenant's life it begins. */
const REMEMBERED = 'SecretsManager GetSecretValue ok';

/**
 * Answers that the laptop never gives. A step whose worker died does its work once more, and finds what it made, as a replay does, or
 * that it is gone: neither is strange.
 */
const strangeIn = (shape: StepShape, known: Known | undefined, again: Known | undefined, ever: ReadonlySet<string>): readonly string[] => {
  // Records, queues and the bus: which of them are asked follows from retries and warm processes, and only a refusal says something of AWS.
  const isOwn = (answer: string): boolean => shape.round === '' && answer.endsWith(' ok');
  const expected = { ...(shape.round === 'on-boarding' ? again?.answers : {}), ...known?.answers };
  const isKept = (answer: string): boolean => answer === REMEMBERED && ever.has(answer);
  return Object.keys(shape.answers).filter(
    (answer) => expected[answer] === undefined && !isOwn(answer) && !isKept(answer) && !isGoneAgain(answer, shape),
  );
};
const isUsual = (step: string): boolean => usualSeconds(...splitStep(step)) !== undefined;
const differencesOf = (
  shape: StepShape,
  known: Known | undefined,
  again: Known | undefined,
  runs: number,
  ever: ReadonlySet<string>,
  isRealTime: boolean,
): readonly Difference[] => {
  const { step, round } = shape;
  const found: Difference[] = [];
  const add = (kind: Difference['kind'], what: readonly string[]): void => void found.push({ step, round, kind, what });
  const strange = strangeIn(shape, known, again, ever);
  if (strange.length > 0) add('an answer that the laptop never gives', strange.toSorted());
  const certain = round === '' ? [] : Object.entries(known?.answers ?? {}).filter(([, times]) => times === runs);
  const missing = certain.map(([answer]) => answer).filter((answer) => shape.answers[answer] === undefined && !UNDER_WAY.test(answer));
  if (missing.length > 0) add('an answer that the laptop always gives, missing', missing.sort());
  if (shape.order && known?.order) {
    const mine = shape.order.filter((call) => known.order?.includes(call));
    const theirs = known.order.filter((call) => mine.includes(call));
    if (mine.join() !== theirs.join()) add('another order', mine);
  }
  // On an instant clock a step that usually waits often finds AWS ready, and often not: how busy the machine is decides that.
  const isChance = round === 'on-boarding' && isUsual(step);
  if (shape.waited !== undefined && known?.waited === undefined && !isUsual(step)) add('waits, and never on the laptop', []);
  if (shape.waited === undefined && known?.waited === runs && (isRealTime || !isChance)) add('never waits, and always on the laptop', []);
  return found;
};

/** Of a difference, the answers that a step gets in no part of a tenant's life. */
const strangeAnywhere = (difference: Difference, ever: ReadonlySet<string> = new Set()): readonly Difference[] => {
  const what = difference.what.filter((answer) => !ever.has(answer));
  return difference.kind === 'an answer that the laptop never gives' && what.length > 0 ? [{ ...difference, what }] : [];
};

/**
 * Compares a run with the reference. How often something was asked and how long it took is no difference: polls and the laptop's clock
 * decide that; only the length of a wait is, where time is real.
 * @param isWhole whether the run came to its end: else nothing is missing of what it had not come to
 */
export const compare = (shapes: readonly StepShape[], { runs, steps }: Reference, isWhole = true): Comparison => {
  const known = new Map(steps.map((one) => [placeOf(one), one]));
  /** What a step ever gets: of a run that ended early nobody knows which of its repetitions was the replay. */
  const ever = new Map(
    [...Map.groupBy(steps, ({ step }) => step)].map(([step, all]) => [step, new Set(all.flatMap(({ answers }) => Object.keys(answers)))]),
  );
  const mine = new Map(shapes.map((one) => [placeOf(one), one]));
  const waits = waitsOf(shapes);
  const isRealTime = sum(waits.map(({ seconds }) => seconds)) > REAL_TIME * sum(waits.map(({ usual }) => usual));
  // A step of which there is nothing at all misses everything that it always does.
  const absent = steps.filter((one) => !mine.has(placeOf(one))).map(({ step, round }): StepShape => ({ step, round, answers: {} }));
  const differences = [...shapes, ...absent].flatMap((shape) =>
    differencesOf(
      shape,
      known.get(placeOf(shape)),
      known.get(placeOf({ step: shape.step, round: 'replay' })),
      runs,
      ever.get(shape.step) ?? new Set(),
      isRealTime,
    ),
  );
  const counted = isWhole ? differences : differences.flatMap((one) => strangeAnywhere(one, ever.get(one.step)));
  return { differences: [...counted, ...(isRealTime ? waits.flatMap(unusual) : [])], waits, isRealTime };
};
