import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ClockScale } from './clock.ts';
import { PYTHON } from './home.ts';
import { endProcess, ownProcess, REMOVAL } from './processes.ts';

const LAUNCHER = fileURLToPath(new URL('../emulator/launcher.py', import.meta.url));

export interface EmulatorOptions {
  /** Holds `emulator/` (saved state), `tmp/` and `emulator.log`. */
  readonly stateDir: string;
  readonly port: number;
  readonly gatewayUrl: string;
  readonly clock: ClockScale;
  readonly region: string;
  readonly defaultAccountId: string;
  /** The organization's management account, then its members. */
  readonly organization: readonly string[];
  /** How many functions an account runs at once in a region. */
  readonly concurrentExecutions: number;
  readonly secret: string;
  /** Further environment for the launcher, e.g. the address of the PostgreSQL server. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface EmulatorProcess {
  readonly port: number;
  /** SIGTERM: the emulator saves its state. Ends its function processes and removes its temporary folder too. */
  readonly stop: () => Promise<void>;
}

/** A clean environment: what the emulator inherits, the functions that it starts inherit too. */
const environment = (options: EmulatorOptions, tmp: string): Record<string, string> => ({
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
  HOME: tmp,
  TMPDIR: tmp,
  TEMP: tmp,
  LANG: 'C.UTF-8',
  ...(process.env.SYSTEMROOT ? { SYSTEMROOT: process.env.SYSTEMROOT } : {}),
  AUTH: 'true',
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_ACCOUNT_ID: options.defaultAccountId,
  MINISTACK_REGION: options.region,
  GATEWAY_PORT: new URL(options.gatewayUrl).port,
  LAPTOP_EMULATOR_PORT: String(options.port),
  LAPTOP_CLOCK: String(options.clock),
  LAPTOP_ORGANIZATION: options.organization.join(','),
  LAPTOP_CONCURRENT_EXECUTIONS: String(options.concurrentExecutions),
  PERSIST_STATE: '1',
  STATE_DIR: path.join(options.stateDir, 'emulator'),
  S3_PERSIST: '1',
  S3_DATA_DIR: path.join(options.stateDir, 'emulator', 's3'),
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  // The emulator removes containers that it takes for its own: keep it away from the machine's Docker.
  DOCKER_HOST: 'unix:///nonexistent/docker.sock',
  LAMBDA_EXECUTOR: 'local',
  LOG_LEVEL: process.env.LAPTOP_EMULATOR_LOG ?? 'WARNING',
  PYTHONDONTWRITEBYTECODE: '1',
  LAPTOP_GATEWAY_URL: options.gatewayUrl,
  LAPTOP_SECRET: options.secret,
  ...options.env,
});

/** Whether it answers, and is ours: another one that starts at the same time may have the port. */
const healthy = async ({ port, secret }: EmulatorOptions): Promise<boolean> => {
  const url = `http://127.0.0.1:${port}`;
  try {
    if (!(await fetch(`${url}/_ministack/health`)).ok) return false;
    return (await fetch(`${url}/_laptop/workers`, { method: 'POST', headers: { 'x-laptop-secret': secret } })).ok;
  } catch {
    return false;
  }
};

/** Starts the emulator on 127.0.0.1 and waits until it answers (about a second). */
export const startEmulator = async (options: EmulatorOptions): Promise<EmulatorProcess> => {
  const tmp = path.join(options.stateDir, 'tmp');
  await mkdir(tmp, { recursive: true });
  // The emulator's worker script is CommonJS: the repository's own package.json above it must not make it a module.
  await writeFile(path.join(tmp, 'package.json'), '{}');
  await mkdir(path.join(options.stateDir, 'emulator', 's3'), { recursive: true });
  const log = createWriteStream(path.join(options.stateDir, 'emulator.log'), { flags: 'a' });
  const child = spawn(PYTHON, [LAUNCHER], { env: environment(options, tmp), stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const owned = ownProcess('emulator', child, [tmp]);
  let tail = '';
  const keep = (chunk: Buffer): void => {
    tail = (tail + chunk.toString('utf8')).slice(-4_000);
    log.write(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${PYTHON} does not start: install requirements.txt there`, { cause })));
    // Not at its exit: what it said last may not have arrived.
    child.once('close', (code) => reject(new Error(`the emulator ended (code ${code}):\n${tail}`)));
  });
  // After the start nobody waits for this promise any more.
  failed.catch(() => {});
  const ready = async (): Promise<void> => {
    while (!(await healthy(options))) {
      if (child.exitCode !== null || child.signalCode !== null) return failed;
      await sleep(30);
    }
  };
  try {
    await Promise.race([ready(), failed]);
  } catch (error) {
    log.end();
    throw error;
  }
  return {
    port: options.port,
    stop: async () => {
      await endProcess(owned, 'SIGTERM');
      log.end();
      await rm(tmp, REMOVAL);
    },
  };
};
