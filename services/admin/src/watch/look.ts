import { failureOf } from '@tenantry/shared/failure/errors';
import type { Answer, Visit } from '@tenantry/shared/function/visit';
import type { Visited } from '../model/health.ts';

interface Page {
  readonly path: string;
  readonly holds: (answer: Answer) => boolean;
  /** What it should have been. */
  readonly what: string;
}
const saysOk = ({ status, body }: Answer): boolean => {
  try {
    return status === 200 && (JSON.parse(body) as { readonly status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
};
/** What a visitor of a live tenant gets; what else may come is explained in docs/runbook.md#a-tenant-is-unwell. A redirect is no answer: a domain that somebody else parks has one. */
const PAGES: readonly Page[] = [
  { path: '/', holds: ({ status }) => status === 200, what: '200' },
  { path: '/api/health', holds: saysOk, what: '200 and the status ok' },
];

/** Looks at a tenant's domain from outside, as a visitor: at its page and at its API. Never throws. @param base `https://mercy.example` */
export const look = async (visit: Visit, base: string): Promise<Visited> => {
  const seen = await Promise.all(PAGES.map((page) => visited(visit, base, page)));
  return seen.find(({ well }) => !well) ?? { well: true, url: new URL('/', base).href, status: 200 };
};

const visited = async (visit: Visit, base: string, { path, holds, what }: Page): Promise<Visited> => {
  const url = new URL(path, base).href;
  try {
    const answer = await visit(url);
    const { status } = answer;
    return holds(answer)
      ? { well: true, url, status }
      : { well: false, url, status, code: 'UnexpectedAnswer', reason: `${url} answered ${status}, not ${what}` };
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    const { code, message } = failureOf(cause ?? error);
    return { well: false, url, code, reason: `${url} did not answer: ${message}`.slice(0, 500) };
  }
};
