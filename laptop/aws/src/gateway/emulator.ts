import { Agent, type IncomingMessage, request } from 'node:http';
import type { AwsResult, EmulatorRequest, EmulatorResponse } from './call.ts';
import { encodeRequest } from './protocols.ts';
import { parseXml } from './xml.ts';

/** The HTTP client for the emulator behind the gateway. */
export interface EmulatorClient {
  /** Sends a raw request and buffers the answer. */
  readonly send: (method: string, path: string, headers: Readonly<Record<string, string>>, body: Buffer) => Promise<AwsResult>;
  /** One AWS call as an account's root, by the protocol of its service. */
  readonly call: (request: EmulatorRequest) => Promise<EmulatorResponse>;
  /** One of the launcher's own endpoints, `/_laptop/<name>`. */
  readonly internal: (name: string, input: object) => Promise<EmulatorResponse>;
  readonly close: () => void;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'upgrade',
  'expect',
  'content-length',
]);

const answer = (response: IncomingMessage, resolve: (result: AwsResult) => void, reject: (error: Error) => void): void => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('error', reject);
  response.on('end', () => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers)) {
      if (value !== undefined && !HOP_BY_HOP.has(name)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    resolve({ status: response.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
  });
};

const parsed = (result: AwsResult): Record<string, unknown> => {
  const text = result.body.toString('utf8');
  if (text.startsWith('<')) return parseXml(text);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

/** A client for the emulator at `http://127.0.0.1:port`; connections are kept alive and shared. Calls that name no region go to `region`. */
export const createEmulatorClient = (port: number, secret: string, region: string): EmulatorClient => {
  // Idle connections go before the emulator's own limit of 75 s, so that none is reused while it is being closed.
  const agent = new Agent({ keepAlive: true, maxSockets: 128, scheduling: 'lifo', timeout: 60_000 });
  const send: EmulatorClient['send'] = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      // Every call to AWS is by TLS: policies ask for it (aws:SecureTransport), CloudFront redirects without it.
      const forwarded: Record<string, string> = { 'x-forwarded-proto': 'https' };
      for (const [name, value] of Object.entries(headers)) if (!HOP_BY_HOP.has(name)) forwarded[name] = value;
      if (body.length > 0 || method === 'POST' || method === 'PUT') forwarded['content-length'] = String(body.length);
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers: forwarded, agent, setHost: !('host' in forwarded) });
      outgoing.on('response', (response) => answer(response, resolve, reject));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return {
    send,
    call: async (input) => {
      const { method, path, headers, body } = encodeRequest({ region, ...input });
      const result = await send(method, path, headers, body);
      return { status: result.status, output: parsed(result), body: result.body };
    },
    internal: async (name, input) => {
      const headers = { 'content-type': 'application/json', 'x-laptop-secret': secret };
      const result = await send('POST', `/_laptop/${name}`, headers, Buffer.from(JSON.stringify(input)));
      return { status: result.status, output: parsed(result), body: result.body };
    },
    close: () => agent.destroy(),
  };
};
