import { Logger } from '@aws-lambda-powertools/logger';
import { codeOf } from '../failure/errors.ts';
import { callerNow, type StepRun } from './calling.ts';

/** What a line says of a call of AWS: names of APIs, codes and numbers, and nothing that was sent or answered. */
export interface LoggedCall {
  /** As the SDK's client is called: `EC2`. */
  readonly service: string;
  readonly operation: string;
  /** `network.natGateway`; empty outside of a step. */
  readonly step: string;
  /** `ensure` or `remove`; empty outside of a step. */
  readonly direction: string;
  /** Of the stage's record: 1 is the on-boarding, later ones verify. 0 outside of a step. */
  readonly generation: number;
  /** `ok`, or AWS's error code. */
  readonly code: string;
  /** How often the SDK sent it. */
  readonly attempts: number;
  readonly ms: number;
  /** Which call of this run of the step it is, from 1 on, as they begin; 0 outside of a step. */
  readonly nth: number;
  /** Whether another call of the step was open meanwhile: then their order means nothing. */
  readonly isBeside: boolean;
}
export const CALL_MESSAGE = 'AWS call';

/** A logger of its own, without what a function's logger says of the invocation: a line is a quarter as long. */
let logger: Logger | undefined;
const isInLambda = (): boolean => Boolean(process.env.AWS_LAMBDA_FUNCTION_NAME);
const write = (call: LoggedCall, tenantId: string | undefined): void => {
  logger ??= new Logger();
  logger.info(CALL_MESSAGE, { ...(tenantId === undefined ? {} : { tenantId }), call: { ...call } });
};

interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}
/** An API call as people know it: `EC2`, `CreateNatGateway`. */
export const nameOfCall = ({ clientName, commandName }: Context): Pick<LoggedCall, 'service' | 'operation'> => ({
  service: clientName?.replace(/Client$/, '') ?? 'AWS',
  operation: commandName?.replace(/Command$/, '') ?? '',
});

/** An error code is a word. What is none may be anything, and is not logged. */
const WORD = /^[A-Za-z][A-Za-z0-9]{0,79}(\.[A-Za-z]{1,80}){0,3}$/;
const codeWord = (error: unknown): string => {
  const code = codeOf(error);
  return WORD.test(code) && !/\d{5}/.test(code) ? code : 'UnknownError';
};

type Handler = (args: unknown) => Promise<unknown>;
interface Answer {
  readonly output?: Answered;
}
interface Answered {
  readonly $metadata?: { readonly attempts?: number };
}
const attemptsOf = (answered: Answered | undefined): number => answered?.$metadata?.attempts ?? 1;

/** Counts a call of a step's run. @returns which one it is, what says whether another was open meanwhile, and what ends it */
const counted = (calls: StepRun['calls'] | undefined) => {
  if (!calls) return { nth: 0, isBeside: () => false, end: () => undefined };
  const [wasOpen, nth] = [calls.open > 0, ++calls.begun];
  calls.open++;
  return { nth, isBeside: () => wasOpen || calls.begun > nth, end: () => void calls.open-- };
};
const OUTSIDE = { stepId: '', direction: '', generation: 0 };

/**
 * Middleware that writes one line per call into a function's log: what AWS was asked and how it answered, by which a run in AWS can be
 * compared with one on a laptop (docs/adr/0044). Outside Lambda it writes nothing: a command's output is its own.
 * @param isOfStep false for what the SDK asks in the middle of another call, such as AssumeRole
 */
export const logCall =
  (isOfStep: boolean) =>
  (next: Handler, context: Context): Handler =>
  async (args) => {
    if (!isInLambda()) return next(args);
    const { tenantId, step } = callerNow();
    const { stepId, direction, generation } = step ?? OUTSIDE;
    const { nth, isBeside, end } = counted(isOfStep ? step?.calls : undefined);
    const started = performance.now();
    const line = (code: string, answered: Answered | undefined): void => {
      const took = { attempts: attemptsOf(answered), ms: Math.round(performance.now() - started) };
      write({ ...nameOfCall(context), step: stepId, direction, generation, code, ...took, nth, isBeside: isBeside() }, tenantId);
    };
    try {
      const answer = await next(args);
      line('ok', (answer as Answer).output);
      return answer;
    } catch (error) {
      line(codeWord(error), error as Answered);
      throw error;
    } finally {
      end();
    }
  };
