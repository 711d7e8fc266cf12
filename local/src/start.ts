import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ACCOUNTS, REGION } from './accounts.ts';
import { type Clock, type ClockScale, createClock } from './clock.ts';
import { freePort, startEmulator } from './emulator.ts';
import { createAuthorize } from './gateway/authorize.ts';
import { createEmulatorClient } from './gateway/emulator.ts';
import { createFaults, type Faults } from './gateway/faults.ts';
import { createIdentity } from './gateway/identity.ts';
import { createJournal, type Journal } from './gateway/journal.ts';
import { createPipeline } from './gateway/pipeline.ts';
import { rules } from './gateway/rules/all.ts';
import { startGatewayServer } from './gateway/server.ts';
import { services } from './gateway/services/all.ts';
import { openGatewayState } from './gateway/state.ts';
import type { GatewayContext } from './gateway/types.ts';

export interface LocalOptions {
  /** The gateway's port. Default: any free port. */
  readonly port?: number;
  readonly clock?: ClockScale;
  /** Where state, temporary files and logs live. */
  readonly stateDir: string;
  readonly journalFile?: string;
}

/** AWS on this machine, running. */
export interface Local {
  /** The only AWS endpoint: AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  readonly accounts: typeof ACCOUNTS;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly clock: Clock;
  /** For the gateway's own parts and for tests that look behind it. */
  readonly context: GatewayContext;
  /** Environment of an AWS client: endpoint, region and the super-admin account's root key. */
  readonly env: Readonly<Record<string, string>>;
  /** Saves the state and ends every process. */
  readonly stop: () => Promise<void>;
}

export const startLocal = async (options: LocalOptions): Promise<Local> => {
  await mkdir(options.stateDir, { recursive: true });
  const clock = createClock(options.clock);
  const secret = randomBytes(16).toString('hex');
  const emulatorPort = await freePort();
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = await startEmulator({
    stateDir: options.stateDir,
    port: emulatorPort,
    gatewayUrl: url,
    defaultAccountId: ACCOUNTS.superAdmin,
    secret,
  });
  const emulator = createEmulatorClient(emulatorPort, secret);
  const journal = createJournal(options.journalFile);
  const gatewayState = openGatewayState(path.join(options.stateDir, 'gateway'));
  const faults = createFaults(async (target) => void (await emulator.internal('kill', target)));
  const context: GatewayContext = {
    clock,
    journal,
    url,
    state: gatewayState.state,
    emulator: emulator.call,
    forward: (call) => emulator.send(call.method, call.path, call.headers, call.body),
    authorize: createAuthorize(emulator),
  };
  const handle = createPipeline({ rules, services, faults, context });
  const gateway = await startGatewayServer(
    {
      emulator,
      identity: createIdentity(emulator, ACCOUNTS.superAdmin),
      hosts: { answer: () => undefined },
      admin: { faults, journal, clock, accounts: ACCOUNTS },
      handle,
    },
    port,
  );
  return {
    url,
    port,
    accounts: ACCOUNTS,
    journal,
    faults,
    clock,
    context,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: ACCOUNTS.superAdmin,
      AWS_SECRET_ACCESS_KEY: 'laptop',
    },
    stop: async () => {
      await gateway.close();
      await child.stop();
      emulator.close();
      gatewayState.save();
      await journal.close();
    },
  };
};
