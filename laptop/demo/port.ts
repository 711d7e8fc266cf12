import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** The wanted port of 127.0.0.1, or the next free one, which it says. */
export const portFor = async (wanted: number, log: (line: string) => void): Promise<number> => {
  for (let port = wanted; port < wanted + 100; port++) {
    if (!(await isFree(port))) continue;
    if (port !== wanted) log(`port ${wanted} is taken: using ${port}`);
    return port;
  }
  throw new Error(`no port from ${wanted} to ${wanted + 99} is free: choose another with --port`);
};
