import { request } from 'node:http';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}
export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * HTTP to a name that the gateway hosts. Connects to 127.0.0.1 by itself: browsers resolve `*.localhost`, Node does not everywhere.
 * @param url e.g. `http://mercy.app.localhost:4600/api/patients`
 */
export const httpFetch = (url: string, { method = 'GET', headers = {}, body }: HttpRequest = {}): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { host, port, pathname, search } = new URL(url);
    const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method,
        timeout: PATIENCE_MS,
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
          ...headers,
          host,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer within ${PATIENCE_MS / 1000} s`)));
    sent.on('error', reject);
    sent.end(payload);
  });
