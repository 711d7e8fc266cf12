import { parseArgs } from 'node:util';
import { type ClockScale, clockScale } from '../clock.ts';

export interface DemoOptions {
  /** Verify over HTTP, print the summary and end: for CI. */
  readonly once: boolean;
  /** Tenants on-boarded at once. */
  readonly tenants: number;
  /** `instant`, or N times faster than AWS. */
  readonly speed: ClockScale;
  readonly port: number;
}
export const DEFAULT_PORT = 4600;
export const USAGE = `npm run demo -- [options]
  --once         on-board, verify over HTTP, print a summary and exit 0; for CI
  --tenants N    on-board N tenants at once (1–20, default 1)
  --speed N      AWS's waits N times faster than in AWS (1 = real time); default: instant
  --port N       the gateway's port (default ${DEFAULT_PORT}; the next free one if it is taken)`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError that names the option and what it takes */
export const demoOptions = (argv: readonly string[]): DemoOptions => {
  let values: { once?: boolean | undefined; tenants?: string | undefined; speed?: string | undefined; port?: string | undefined };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: { once: { type: 'boolean' }, tenants: { type: 'string' }, speed: { type: 'string' }, port: { type: 'string' } },
    }));
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${USAGE}`, { cause });
  }
  const integer = (name: 'tenants' | 'port', fallback: number, min: number, max: number): number => {
    const text = values[name];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not "${text}"`);
    }
    return value;
  };
  let speed: ClockScale;
  try {
    speed = clockScale(values.speed);
  } catch (cause) {
    throw new UsageError(`--${(cause as Error).message}`, { cause });
  }
  return { once: values.once ?? false, tenants: integer('tenants', 1, 1, 20), speed, port: integer('port', DEFAULT_PORT, 1, 65535) };
};
