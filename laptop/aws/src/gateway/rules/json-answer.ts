import type { AwsResult } from '../call.ts';

/** A member of a call or an answer that is a text; empty where it is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The output of a JSON answer from the emulator. */
export const jsonOutput = (result: AwsResult): Record<string, unknown> =>
  JSON.parse(result.body.toString('utf8')) as Record<string, unknown>;

/** Rewrites a JSON answer from the emulator; errors pass as they are. */
export const rewriteJson = (result: AwsResult, change: (output: Record<string, unknown>) => object): AwsResult =>
  result.status >= 300 ? result : { ...result, body: Buffer.from(JSON.stringify(change(jsonOutput(result)))) };
