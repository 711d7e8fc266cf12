import type { Tenant } from '@tenantry/api-client/generated/api';
import { age } from './durations.ts';
import type { Styles } from './style.ts';

type Drift = NonNullable<Tenant['drift']>;
type Difference = Drift[number]['differences'][number];

const differenceText = ({ step, is, type, id, fields, repair, message }: Difference): string =>
  [
    `${type ?? step}${id ? ` ${id}` : ''} is ${is}`,
    fields?.length ? `: ${fields.join(', ')}` : '',
    message ? `: ${message}` : '',
    repair ? ` (a repair would call ${repair})` : '',
  ].join('');

/** For a line of a tenant's page: what stages saw when they last looked. A stage that has not looked is not called well. */
export const driftLine = (drift: Drift | undefined, now: number): string | undefined => {
  if (!drift) return undefined;
  const differences = drift.reduce((sum, one) => sum + one.differences.length, 0);
  const unread = drift.reduce((sum, one) => sum + one.unread.length, 0);
  const oldest = drift.map(({ at }) => at).toSorted()[0] ?? '';
  return [
    differences === 0 ? 'none seen' : `${differences} differences`,
    unread > 0 ? `, ${unread} steps could not be looked at` : '',
    ` (${drift.length} stages looked, ${age(oldest, now)} ago or later)`,
  ].join('');
};

/** Everything that stages saw, a line each. */
export const driftText = (drift: Drift, now: number, styles: Styles): string =>
  drift
    .map(({ stage, at, looked, differences, unread }) =>
      [
        `${styles.bold(stage)}: ${differences.length === 0 ? 'as it should be' : styles.red(`${differences.length} differ`)}, `,
        `${looked} steps looked at ${age(at, now)} ago\n`,
        ...differences.map((one) => `    ${styles.red('!')} ${one.step}: ${differenceText(one)}\n`),
        ...unread.map(({ step, reason }) => `    ${styles.dim(`? ${step}: not known: ${reason}`)}\n`),
      ].join(''),
    )
    .join('');
