import { EnvHttpProxyAgent, fetch } from 'undici';

/** What a visitor of the tenant's domain gets. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
export type Visit = (url: string) => Promise<Answer>;

const VISIT_MS = 5_000;
/** Far more than a first page has; what a tenant's account answers must not fill the function's memory. */
const MOST_BYTES = 262_144;
/** Honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own fetch does not do in every release that Lambda runs. */
const agent = new EnvHttpProxyAgent();

/** The beginning of a body; the rest is not fetched. */
const beginning = async (body: AsyncIterable<Uint8Array> | null): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= MOST_BYTES) break; // which cancels the stream
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
};

/** Asks as a visitor would, and follows no redirect. */
export const visit: Visit = async (url) => {
  const response = await fetch(url, { dispatcher: agent, redirect: 'manual', signal: AbortSignal.timeout(VISIT_MS) });
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: await beginning(response.body) };
};
