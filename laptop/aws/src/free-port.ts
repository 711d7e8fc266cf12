import { createServer } from 'node:net';

/** A TCP port that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });

/** How PostgreSQL and the emulator say that another process has the port. */
const TAKEN = /address already in use|is already in use/i;
const ATTEMPTS = 5;

/** Starts what has to be given its port: on another one where a process that starts at the same time was faster. */
export const onFreePort = async <T>(start: (port: number) => Promise<T>, choose = freePort): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await choose());
    } catch (error) {
      if (attempt === ATTEMPTS || !TAKEN.test(String(error))) throw error;
    }
  }
};
