import { parseArgs } from 'node:util';
import { type ClockScale, clockScale } from '@laptop/aws/clock';
import { isRegion, type Region, regionRefusal } from '@tenantry/shared/deployment/regions';
import { DEFAULT_REGION } from '../src/accounts.ts';

export interface DemoOptions {
  /** Print the usage, and do nothing else. */
  readonly help: boolean;
  /** Verify over HTTP, print the summary and end: for CI. */
  readonly once: boolean;
  /** Tenants on-boarded at once. */
  readonly tenants: number;
  /** `instant`, or N times faster than AWS. */
  readonly speed: ClockScale;
  readonly port: number;
  /** Of the deployment. */
  readonly region: Region;
  /** Take the tenants back at the end, and prove that nothing is left. */
  readonly offboard: boolean;
  /** `fresh`: a new organization with AWS's default quotas. */
  readonly aws?: 'fresh';
  /** The step that AWS refuses for good: shows the rollback. */
  readonly fail?: string;
}
const DEFAULT_PORT = 4600;
export const USAGE = `npm run demo -- [options]
  --once         on-board, verify over HTTP, print a summary and exit 0; for CI
  --tenants N    on-board N tenants at once (1–20, default 1)
  --offboard     take the tenants back at the end and list every account for leftovers
  --fail STEP    let AWS refuse a step for good (e.g. network.natGateway) and watch the rollback
  --aws fresh    a new organization with AWS's default quotas (10 accounts, of which five are the landing zone's)
  --speed N      AWS's waits N times faster than in AWS (1 = real time); default: instant
  --region R     the deployment's region, any that AWS enables by default (default ${DEFAULT_REGION})
  --port N       the gateway's port (default ${DEFAULT_PORT}; the next free one if it is taken)
  --help         this text`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError that names the option and what it takes */
export const demoOptions = (argv: readonly string[], steps: readonly string[] = []): DemoOptions => {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
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
  if (values.fail !== undefined && !steps.includes(values.fail)) {
    throw new UsageError(`--fail takes one of these steps, not "${values.fail}":\n  ${steps.join('\n  ')}`);
  }
  const region = values.region ?? DEFAULT_REGION;
  if (!isRegion(region)) throw new UsageError(`--region: ${regionRefusal(region)}`);
  if (values.aws !== undefined && values.aws !== 'fresh') throw new UsageError(`--aws takes "fresh", not "${values.aws}"`);
  return {
    ...(values.aws === undefined ? {} : { aws: values.aws }),
    help: values.help ?? false,
    offboard: values.offboard ?? false,
    ...(values.fail === undefined ? {} : { fail: values.fail }),
    once: values.once ?? false,
    tenants: integer('tenants', 1, 1, 20),
    speed,
    region,
    port: integer('port', DEFAULT_PORT, 1, 65535),
  };
};

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean' },
      once: { type: 'boolean' },
      offboard: { type: 'boolean' },
      aws: { type: 'string' },
      fail: { type: 'string' },
      tenants: { type: 'string' },
      speed: { type: 'string' },
      region: { type: 'string' },
      port: { type: 'string' },
    },
  }).values;
