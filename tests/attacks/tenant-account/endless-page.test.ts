import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { visit } from '@tenantry/shared/function/visit';
import { attack } from '../attack.ts';

let server: Server;
let sent = 0;
const CHUNK = Buffer.alloc(65_536, 'a');
beforeAll(async () => {
  server = createServer((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(CHUNK)) sent += CHUNK.length;
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

attack('endless-page', 'the domain of a tenant answers the stage that visits it with a page that never ends', async () => {
  const { port } = server.address() as AddressInfo;
  const { status, body } = await visit(`http://127.0.0.1:${port}/`);
  expect({ status, bytes: Buffer.byteLength(body) }).toEqual({ status: 200, bytes: 262_144 });
  // The rest is not fetched: what was sent besides is what fits into the buffers between both.
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});
