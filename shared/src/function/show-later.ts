import type { SQSRecord } from 'aws-lambda';
import { logger } from './lambda.ts';
import { showAgain } from './queue.ts';

/** Back-off by visibility; a failure here only means that the queue's own timeout applies. */
export const showLater = (record: SQSRecord, seconds: number): Promise<void> =>
  showAgain(record, seconds).catch((error: unknown) => logger.warn('visibility not changed', { error: error as Error }));
