import type { Terminal } from './terminal.ts';

const TRIES = 3;
const FIRST_PAUSE_MS = 300;
/** Longest pause that `retry-after` may ask for before we give up and say so. */
const LONGEST_PAUSE_MS = 10_000;
/** API Gateway answers within 30 s (HTTP API quotas); after that nobody is there. */
const LIMIT_MS = 35_000;
const isPassing = (status: number): boolean => status === 429 || status === 502 || status === 503 || status === 504;

/** Whether sending it twice is the same as once: reading is, and what carries an Idempotency-Key. */
const isRepeatable = ({ method = 'GET', headers }: RequestInit): boolean =>
  method === 'GET' || new Headers(headers ?? {}).has('idempotency-key');

/** `fetch` that repeats what may be repeated when there is no answer, or one that asks to come back later. */
export const steadyFetch =
  ({ fetch: send, sleep, interrupted }: Terminal): typeof fetch =>
  async (input, init = {}) => {
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.any([interrupted, AbortSignal.timeout(LIMIT_MS), ...(init.signal ? [init.signal] : [])]);
      const isLast = attempt === TRIES || !isRepeatable(init);
      const response = await send(input, { ...init, signal }).catch((error: unknown) => {
        if (isLast || interrupted.aborted || init.signal?.aborted) throw error;
        return undefined;
      });
      if (response && !isPassing(response.status)) return response;
      const pause = Number(response?.headers.get('retry-after') ?? 0) * 1000 || FIRST_PAUSE_MS * 3 ** (attempt - 1);
      if (response && (isLast || pause > LONGEST_PAUSE_MS)) return response;
      await sleep(pause);
    }
  };
