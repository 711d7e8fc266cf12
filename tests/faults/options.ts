import { parseArgs } from 'node:util';

export interface MatrixOptions {
  /** The answers matrix instead of the one of faults. */
  readonly answers: boolean;
  /** Only the rows of the answers matrix that have one of these in their id. */
  readonly row?: readonly string[];
  /** Only this case. */
  readonly faultCase?: string;
  /** A slice of so many cases, the same every time. */
  readonly sample?: number;
  /** Leaves out the cases that have a result for these sources. */
  readonly resume: boolean;
  /** Begins no new case after so many minutes. */
  readonly limitMinutes?: number;
  /** Tenants at a time; as many again whose worker was killed and who mostly wait. */
  readonly parallel: number;
  /** Lists the cases and ends. */
  readonly list: boolean;
}
const USAGE = `npm run test:faults -- [options]
  --sample N           a slice of N cases, the same every time, over all stages, directions and kinds
  --answers            what AWS answers when something is not as it should be: rows instead of cases
  --row ID             the rows that have this in their id, e.g. forward/network.staticIp/ec2.AllocateAddress/AddressLimitExceeded, /edge.
                       (several times: all of these)
  --case ID            one case, e.g. forward/network.natGateway/tenant/ec2.CreateNatGateway/kill
  --resume             leave out the cases that have a result for these sources
  --limit-minutes N    begin no new case after N minutes
  --parallel N         tenants at a time (1-8, default 4)
  --list               print the ids of all cases and end`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError that names the option and what it takes */
export const matrixOptions = (argv: readonly string[]): MatrixOptions => {
  const values = parse(argv);
  const whole = (name: 'sample' | 'parallel' | 'limit-minutes', min: number, max: number): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not "${text}"`);
  };
  const sample = whole('sample', 1, 100_000);
  const limitMinutes = whole('limit-minutes', 1, 10_000);
  return {
    answers: (values.answers ?? false) || values.row !== undefined,
    ...(values.row === undefined ? {} : { row: values.row }),
    ...(values.case === undefined ? {} : { faultCase: values.case }),
    ...(sample === undefined ? {} : { sample }),
    ...(limitMinutes === undefined ? {} : { limitMinutes }),
    resume: values.resume ?? false,
    parallel: whole('parallel', 1, 8) ?? 4,
    list: values.list ?? false,
  };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        answers: { type: 'boolean' },
        row: { type: 'string', multiple: true },
        sample: { type: 'string' },
        case: { type: 'string' },
        resume: { type: 'boolean' },
        'limit-minutes': { type: 'string' },
        parallel: { type: 'string' },
        list: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${USAGE}`, { cause });
  }
};
