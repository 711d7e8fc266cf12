import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { tracer } from '../telemetry/tracing.ts';

export const logger = new Logger();

/** The one way to write a function: its log lines and its trace say which invocation they are of. */
export const lambda = <Event, Result>(work: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .use(captureLambdaHandler(tracer, { captureResponse: false })) // answers hold what people typed
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(work);

/** Says what the invocation works for from here on: on every line of its log, and on its trace. */
export const workFor = (keys: Readonly<Record<string, string>>): void => {
  logger.appendKeys(keys);
  for (const [key, value] of Object.entries(keys)) tracer.putAnnotation(key, value);
};
