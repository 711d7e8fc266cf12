import { EnvHttpProxyAgent, fetch } from 'undici';

/** What a visitor of the tenant's domain gets. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
export type Visit = (url: string) => Promise<Answer>;

const VISIT_MS = 5_000;
/** Honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own fetch does not do in every release that Lambda runs. */
const agent = new EnvHttpProxyAgent();

/** Asks as a visitor would, and follows no redirect. */
export const visit: Visit = async (url) => {
  const response = await fetch(url, { dispatcher: agent, redirect: 'manual', signal: AbortSignal.timeout(VISIT_MS) });
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: await response.text() };
};
