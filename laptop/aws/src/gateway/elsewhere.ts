import type { AwsResult } from './call.ts';
import type { HostRequest } from './host-request.ts';

/** Names that are no part of this AWS, each with what answers it on this machine: the issuer of another platform, for one. */
export interface Elsewhere {
  /** From now on `url` answers `host`. @param url `http://127.0.0.1:4711` */
  readonly answerBy: (host: string, url: string) => void;
  /** What answers at the name, or undefined where nothing does: this AWS reaches no network. */
  readonly ask: (request: HostRequest) => Promise<AwsResult> | undefined;
}

/** Of one connection, or of an encoding that `fetch` has undone (RFC 9110, section 7.6.1). */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length', 'host']);
const passedOn = (headers: Iterable<readonly [string, string]>): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !OF_CONNECTION.has(name)));

const ask = async (url: string, { method, path, headers, body }: HostRequest): Promise<AwsResult> => {
  const sent = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) };
  const answer = await fetch(`${url}${path}`, { method, headers: passedOn(Object.entries(headers)), redirect: 'manual', ...sent });
  return { status: answer.status, headers: passedOn(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
};

export const createElsewhere = (): Elsewhere => {
  const urls = new Map<string, string>();
  return {
    answerBy: (host, url) => void urls.set(host, url),
    ask: (request) => {
      const url = urls.get(request.host);
      return url === undefined ? undefined : ask(url, request);
    },
  };
};
