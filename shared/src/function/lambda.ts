import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { annotate, invocation } from '../telemetry/tracing.ts';

export const logger = new Logger();

/** The one way to write a function: its log lines and its trace say which invocation they are of. */
export const lambda =
  <Event, Result>(work: (event: Event, context: Context) => Promise<Result>) =>
  (event: Event, context: Context): Promise<Result> => {
    logger.resetKeys(); // another invocation's
    logger.addContext(context);
    return invocation(() => work(event, context));
  };

/** Says what the invocation works for from here on: on every line of its log, and on its trace. */
export const workFor = (keys: Readonly<Record<string, string>>): void => {
  logger.appendKeys(keys);
  annotate(keys);
};
