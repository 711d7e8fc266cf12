import { connect, createServer, type Socket } from 'node:net';
import type { Clock } from '../../clock.ts';
import { states } from '../../states.ts';

/** A connection that AWS would not have made, as a flow log's REJECT; the last hundred are kept. */
export interface RejectedConnection {
  readonly time: string;
  /** The ARN of the function or build; empty for a process that is neither. */
  readonly from: string;
  readonly why: string;
}

export interface DatabasePortOptions {
  /** Where clusters say that they are. */
  readonly port: number;
  /** Where PostgreSQL is. */
  readonly server: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  /** Why no packet gets from a function or build to the cluster now; undefined when it does. */
  readonly noWay: (arn: string) => Promise<string | undefined>;
}

export interface DatabasePort {
  readonly rejected: () => readonly RejectedConnection[];
  readonly close: () => Promise<void>;
}

/** `network-interface.cjs` of the emulator says so before anything else. */
const GREETING = /^from (arn:[\w:/+=,.@-]+)\n/;
const LONGEST_GREETING = 400;
/** A way is asked for again this long after the last answer, when something is sent: routes and groups act on what is connected, too. */
const ASK_AGAIN_MS = 250;
const KEPT = 100;

/**
 * The database as it is reached on the laptop: all processes share one loopback interface, so a function or a build says first who it is,
 * and gets through only where its subnets, routes, peerings and groups would let it in AWS. Else AWS drops the packets: the connection is
 * silent until the client gives up, or until TCP does.
 */
export const startDatabasePort = async ({
  port,
  server: { host, port: serverPort },
  clock,
  noWay,
}: DatabasePortOptions): Promise<DatabasePort> => {
  const rejected: RejectedConnection[] = [];
  const open = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();

  const reject = (client: Socket, from: string, why: string): void => {
    rejected.push({ time: new Date().toISOString(), from, why });
    rejected.splice(0, rejected.length - KEPT);
    client.removeAllListeners('data');
    client.resume();
    const timer = setTimeout(() => client.destroy(), clock.after(states.connectionTimedOut.awsSeconds));
    timers.add(timer);
    client.once('close', () => {
      clearTimeout(timer);
      timers.delete(timer);
    });
  };

  const through = (client: Socket, arn: string, first: Buffer): void => {
    const upstream = connect(serverPort, host);
    open.add(upstream);
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => {
      open.delete(upstream);
      client.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.pipe(client);
    let askedAt = Date.now();
    const send = async (chunk: Buffer): Promise<void> => {
      if (Date.now() - askedAt >= ASK_AGAIN_MS) {
        client.pause();
        const why = await noWay(arn);
        askedAt = Date.now();
        if (why !== undefined) {
          upstream.unpipe(client);
          reject(client, arn, why);
          return;
        }
        client.resume();
      }
      upstream.write(chunk);
    };
    client.on('data', (chunk: Buffer) => void send(chunk).catch(() => client.destroy()));
    if (first.length > 0) upstream.write(first);
    client.resume();
  };

  const greet = (client: Socket): void => {
    let received = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const [greeting, arn] = GREETING.exec(received.subarray(0, LONGEST_GREETING).toString('latin1')) ?? [];
      if (greeting === undefined || arn === undefined) {
        if (received[0] !== 'f'.charCodeAt(0) || received.length >= LONGEST_GREETING) {
          reject(client, '', 'the database is reached from inside its network only: by functions and builds with an interface in a VPC');
        }
        return;
      }
      client.pause();
      client.removeAllListeners('data');
      noWay(arn).then(
        (why) => (why === undefined ? through(client, arn, received.subarray(greeting.length)) : reject(client, arn, why)),
        () => client.destroy(),
      );
    });
  };

  const listener = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => open.delete(client));
    greet(client);
  });
  await new Promise<void>((resolve, fail) => {
    listener.once('error', fail);
    listener.listen(port, '127.0.0.1', resolve);
  });
  return {
    rejected: () => rejected,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
};
