import { states } from '../states.ts';
import type { AwsResult } from './call.ts';
import type { GatewayContext } from './types.ts';

/** A request of a viewer to a distribution. */
interface Viewed {
  readonly distributionId: string;
  readonly method: string;
  /** Path and query string. */
  readonly path: string;
}

/** Seconds for which a distribution keeps an error, by status: its `ErrorCachingMinTTL`. */
export type ErrorTtls = Readonly<Record<string, number>>;

/** The errors that the edge keeps, for every viewer. */
export interface ErrorCache {
  /** What it still keeps for this request. */
  readonly find: (viewed: Viewed) => AwsResult | undefined;
  /** Keeps an answer of the origin, if it is such an error. */
  readonly keep: (viewed: Viewed, ttls: ErrorTtls, answer: AwsResult) => void;
}

/** Kept always, also with a cache policy that keeps nothing (CloudFront Developer Guide, "How CloudFront processes HTTP 4xx and 5xx status codes"). */
const KEPT = [404, 405, 410, 414, 500, 501, 502, 503, 504];
/** Of these the origin can say that they are not kept; of the others CloudFront does not heed it ("Control how long CloudFront caches errors"). */
const HEEDED = [404, 410, 414, 501];
const MOST = 1_000;

/** Both managed cache policies of the product leave query string and headers, `authorization` among them, out of the key. */
const keyOf = ({ distributionId, method, path }: Viewed): string => `${distributionId} ${method} ${path.split('?')[0]}`;

const header = ({ headers }: AwsResult, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

/** Seconds for which an answer is kept; 0 when it is not. */
const ttlOf = (answer: AwsResult, ttls: ErrorTtls): number => {
  if (!KEPT.includes(answer.status)) return 0;
  const control = header(answer, 'cache-control');
  if (HEEDED.includes(answer.status) && /no-store|no-cache|private/.test(control)) return 0;
  const maxAge = Number(/(?:s-maxage|max-age)=(\d+)/.exec(control)?.[1] ?? 0);
  return Math.max(ttls[answer.status] ?? states.errorCached.awsSeconds, maxAge);
};

export const createErrorCache = (context: Pick<GatewayContext, 'clock'>): ErrorCache => {
  const kept = new Map<string, { readonly answer: AwsResult; readonly at: number; readonly awsSeconds: number }>();
  return {
    find: (viewed) => {
      const found = kept.get(keyOf(viewed));
      if (!found) return undefined;
      if (!context.clock.due(found.at, found.awsSeconds)) return found.answer;
      kept.delete(keyOf(viewed));
      return undefined;
    },
    keep: (viewed, ttls, answer) => {
      const awsSeconds = viewed.method === 'GET' || viewed.method === 'HEAD' ? ttlOf(answer, ttls) : 0;
      if (awsSeconds === 0) return;
      if (kept.size >= MOST) kept.clear();
      const headers = { ...answer.headers, 'x-cache': 'Error from cloudfront' };
      kept.set(keyOf(viewed), { answer: { ...answer, headers }, at: context.clock.now(), awsSeconds });
    },
  };
};
