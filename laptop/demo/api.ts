import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { type HttpAnswer, type HttpRequest, httpFetch } from './http.ts';
import { pause } from './pause.ts';

/** Lambda runs no more functions of the account now (429 of the laptop, 503 of API Gateway), or AWS is busy: the request may be repeated. */
const BUSY = [429, 503];
const PAUSE_MS = 500;

/**
 * Asks the super admin API, and repeats what found it busy: the demo asks for many tenants at once. What may not be done twice has an
 * Idempotency-Key. Answers the API's own words when patience ends.
 */
export const askApi = async (url: string, request: HttpRequest): Promise<HttpAnswer> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await httpFetch(url, request);
    if (!BUSY.includes(answer.status) || Date.now() > until) return answer;
    await pause(PAUSE_MS);
  }
};
