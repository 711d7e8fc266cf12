import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AdminEndpoints, handleAdmin } from './admin.ts';
import type { EmulatorClient } from './emulator.ts';
import { received } from './forward.ts';
import type { Hosts } from './hosts.ts';
import type { Identity } from './identity.ts';
import { credentialOf, parseCall } from './parse.ts';
import { DroppedConnection, type HandleCall } from './pipeline.ts';
import type { AwsResult } from './types.ts';

export interface GatewayParts {
  readonly emulator: EmulatorClient;
  readonly identity: Identity;
  readonly hosts: Hosts;
  readonly admin: AdminEndpoints;
  readonly handle: HandleCall;
}

export interface GatewayServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });

const plainHeaders = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

const send = (response: ServerResponse, result: AwsResult, head: boolean): void => {
  const length = head && result.headers['content-length'] !== undefined ? {} : { 'content-length': String(result.body.length) };
  response.writeHead(result.status, { ...result.headers, ...length });
  response.end(head ? undefined : result.body);
};

/** Whether a request is an AWS API call (signed, or one of the few that AWS takes unsigned) rather than a viewer's of an HTTP API. */
const isApiCall = (signed: boolean, headers: Record<string, string>, path: string): boolean =>
  signed || headers['x-amz-target'] !== undefined || path === '/' || path.startsWith('/service/');

export const startGatewayServer = async (parts: GatewayParts, port: number): Promise<GatewayServer> => {
  const { emulator, identity, hosts, admin, handle } = parts;

  const answer = async (request: IncomingMessage): Promise<AwsResult> => {
    const method = request.method ?? 'GET';
    const headers = plainHeaders(request);
    const url = request.url ?? '/';
    const body = await readBody(request);
    if (url.startsWith('/_tenantry/')) return handleAdmin(admin, method, url, body);
    const hosted = await hosts.answer(method, url, headers, body);
    if (hosted) return hosted;

    const query = new URLSearchParams(url.split('?')[1] ?? '');
    const credential = credentialOf(request.headers, query);
    if (!isApiCall(credential !== undefined, headers, url.split('?')[0] ?? '/')) return emulator.send(method, url, headers, body);
    const parsed = parseCall(method, url, request.headers, body, credential?.service);
    const call = received({
      id: randomUUID(),
      ...parsed,
      region: credential?.region || 'us-east-1',
      caller: await identity.identify(credential?.accessKeyId),
      method,
      path: url,
      headers,
      body,
    });
    return handle(call);
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (result) => send(response, result, request.method === 'HEAD'),
      (error: unknown) => {
        if (error instanceof DroppedConnection || response.headersSent) {
          request.socket.destroy();
          return;
        }
        const text = error instanceof Error ? `${error.message}${error.cause ? `: ${String(error.cause)}` : ''}` : String(error);
        send(response, { status: 502, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`gateway: ${text}\n`) }, false);
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
