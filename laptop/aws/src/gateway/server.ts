import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type AdminEndpoints, handleAdmin } from './admin.ts';
import type { AwsResult } from './call.ts';
import type { EmulatorClient } from './emulator.ts';
import { AwsError, DroppedConnection } from './errors.ts';
import { received } from './forward.ts';
import type { HandleCall } from './handle-call.ts';
import type { HostRequest } from './host-request.ts';
import { type Hosts, requestTarget } from './hosts.ts';
import type { Identity } from './identity.ts';
import { type Credential, credentialOf, parseCall, performedIn } from './parse.ts';

interface GatewayParts {
  readonly emulator: EmulatorClient;
  readonly identity: Identity;
  readonly hosts: Hosts;
  readonly admin: AdminEndpoints;
  readonly handle: HandleCall;
  /** Where unsigned calls go, which name none. */
  readonly region: string;
}

export interface GatewayPort {
  readonly port: number;
  /** Answers what comes in, and what has come in before. */
  readonly serve: (parts: GatewayParts) => void;
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
    if (value !== undefined && !name.startsWith('x-laptop-')) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

const send = (response: ServerResponse, result: AwsResult, head: boolean): void => {
  const length = head && result.headers['content-length'] !== undefined ? {} : { 'content-length': String(result.body.length) };
  response.writeHead(result.status, { ...result.headers, ...length });
  response.end(head ? undefined : result.body);
};

/** What is no API call by its looks: CORS preflights, a pool's public keys, presigned downloads without a credential. */
const isApiCall = (request: HostRequest, signed: boolean): boolean =>
  signed || (request.method === 'POST' && (request.headers['x-amz-target'] !== undefined || request.path.split('?')[0] === '/'));

type Answer = (incoming: IncomingMessage) => Promise<AwsResult>;

/** Everything that comes in on the gateway's port: AWS API calls, viewers of the hosted names, and the gateway's own endpoints. */
const createAnswer = ({ emulator, identity, hosts, admin, handle, region }: GatewayParts): Answer => {
  const handleApiCall = async (request: HostRequest, credential: Credential | undefined): Promise<AwsResult> => {
    const { method, path, headers, body } = request;
    const parsed = parseCall(method, path, headers, body, credential?.service);
    const unsignedOwner =
      credential === undefined && parsed.service === 'cognito-idp' ? await hosts.cognitoAccount(parsed.params) : undefined;
    const caller = await identity.identify(credential?.accessKeyId);
    return handle(
      received({
        id: randomUUID(),
        ...parsed,
        region: performedIn(parsed.service, credential?.region || region),
        caller: unsignedOwner === undefined ? caller : { ...caller, accountId: unsignedOwner },
        method,
        path,
        headers,
        body,
      }),
    );
  };

  return async (incoming) => {
    const target = requestTarget(incoming.url ?? '/', incoming.headers.host);
    const request: HostRequest = {
      method: incoming.method ?? 'GET',
      ...target,
      headers: plainHeaders(incoming),
      body: await readBody(incoming),
    };
    if (target.path.startsWith('/_laptop/')) return handleAdmin(admin, request.method, target.path, request.body);
    const hosted = hosts.answer(request);
    if (hosted) return hosted;
    const credential = credentialOf(incoming.headers, new URLSearchParams(target.path.split('?')[1] ?? ''));
    if (isApiCall(request, credential !== undefined)) return handleApiCall(request, credential);
    return emulator.send(request.method, request.path, request.headers, request.body);
  };
};

/**
 * Opens the gateway's port, any free one by default, before anybody is told its number: so nobody else can take it meanwhile. Requests
 * wait until they are served.
 */
export const openGatewayPort = async (wanted = 0): Promise<GatewayPort> => {
  const { promise: answering, resolve: answerBy } = Promise.withResolvers<Answer>();

  const fail = (response: ServerResponse, incoming: IncomingMessage, error: unknown): void => {
    if (error instanceof DroppedConnection || response.headersSent) {
      incoming.socket.destroy();
      return;
    }
    const status = error instanceof AwsError ? error.status : 502;
    const text = error instanceof Error ? `${error.message}${error.cause ? `: ${String(error.cause)}` : ''}` : String(error);
    send(response, { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`gateway: ${text}\n`) }, false);
  };

  const server = createServer((incoming, response) => {
    const answered = answering.then((answer) => answer(incoming));
    answered.then(
      (result) => send(response, result, incoming.method === 'HEAD'),
      (error: unknown) => fail(response, incoming, error),
    );
  });
  // Proxy clients tunnel plain HTTP, too: what comes through the tunnel is one more connection of this server.
  server.on('connect', (request, socket: Socket, head) => {
    if (!request.url?.endsWith(':80')) {
      socket.end('HTTP/1.1 502 Only plain HTTP to hosted names\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    server.emit('connection', socket);
  });
  // Longer than any client keeps an idle connection: the client closes first.
  server.keepAliveTimeout = 600_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (parts) => answerBy(createAnswer(parts)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
