import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export interface Receiver {
  readonly url: string;
  /** Every request, the refused ones, too. */
  readonly received: Received[];
  /** What it answers from now on: one status after the other, the last one for ever. */
  readonly answers: (...statuses: number[]) => void;
  readonly close: () => Promise<void>;
}

/** What was received, when its signature is right. @throws Error when it is not */
export const verified = (secret: string, { body, headers } = { body: '', headers: {} as IncomingHttpHeaders }): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

/** Who is notified, on this machine. */
export const receiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  let statuses = [200];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/of-a-pager`,
    received,
    answers: (...next) => {
      statuses = next;
    },
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
};
