import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator } from './emulator.ts';
import { onFreePort } from './free-port.ts';
import { startPostgres } from './postgres.ts';
import { ACCOUNTS, REGION } from './testing/accounts.ts';

// Answers as the emulator of another AWS does, which started at the same time and was faster.
const other: Server = createServer((request, response) => {
  response.statusCode = request.url?.startsWith('/_ministack/') ? 200 : 404;
  response.end();
});
let taken: number;
let folder: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  taken = (other.address() as AddressInfo).port;
  folder = await mkdtemp(path.join(tmpdir(), 'laptop-ports-'));
});
afterAll(async () => {
  other.close();
  other.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** The taken port first, then one that the system gives. */
const takenFirst = () => {
  const tried: number[] = [];
  const choose = async (): Promise<number> => {
    const port = tried.length === 0 ? taken : await anyPort();
    tried.push(port);
    return port;
  };
  return { tried, choose };
};
const anyPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test('an emulator whose port is taken starts on another one, and does not take the one that answers there for itself', async () => {
  const { tried, choose } = takenFirst();
  const emulator = await onFreePort(
    (port) =>
      startEmulator({
        stateDir: path.join(folder, 'emulator'),
        port,
        gatewayUrl: 'http://127.0.0.1:1',
        clock: 'instant',
        region: REGION,
        defaultAccountId: ACCOUNTS.home,
        organization: [ACCOUNTS.management],
        concurrentExecutions: 10,
        secret: 'ours',
      }),
    choose,
  );
  await emulator.stop();
  expect(tried).toEqual([taken, emulator.port]);
});

test('so does PostgreSQL', async () => {
  const { tried, choose } = takenFirst();
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), password: 'p', choosePort: choose });
  await postgres.stop();
  expect(tried).toEqual([taken, postgres.port]);
});
