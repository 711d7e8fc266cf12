import type { AwsCall, AwsResult } from '../call.ts';
import type { Answer, Questions } from './questions.ts';

const READS = new Set(['GetObject', 'HeadObject']);

/**
 * An object that is not there is told only to who may list its bucket; to others S3 answers 403, as if they might not read it (S3 API
 * Reference, GetObject, "Permissions"). Undefined where the answer is about something else.
 */
export const missingObject = async (call: AwsCall, result: AwsResult, questions: Questions): Promise<Answer | undefined> => {
  if (call.service !== 's3' || !READS.has(call.operation) || result.status !== 404) return undefined;
  return questions.ask(call, [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${String(call.params.Bucket)}` }]);
};
