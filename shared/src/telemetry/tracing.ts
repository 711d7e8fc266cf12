import { Tracer } from '@aws-lambda-powertools/tracer';
import { Wait } from '../failure/errors.ts';

/**
 * Powertools' tracer: it does nothing outside Lambda, and where `POWERTOOLS_TRACE_ENABLED` is `false`. Without HTTP requests: calls of
 * AWS are on the trace by their names, and what a step asks of a tenant's own domain is in its log.
 */
export const tracer = new Tracer({ captureHTTPsRequests: false });

/** Runs a part of the work as a part of the trace, with annotations, by which traces can be searched. That it has to wait is no fault. */
export const traced = <T>(name: string, annotations: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> => {
  if (!tracer.isTracingEnabled()) return work();
  return tracer.provider.captureAsyncFunc(name, async (part) => {
    for (const [key, value] of Object.entries(annotations)) part?.addAnnotation(key, value);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Wait)) part?.addError(error as Error);
      throw error;
    } finally {
      part?.close();
    }
  }) as Promise<T>;
};
