import type { Precondition } from '@tenantry/landing-zone/before/precondition';
import { prepareSdk } from '../aws-checks.ts';
import { isSpecialUse } from '../checks.ts';
import { EXIT, type ExitCode, usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';

export interface BeforeOptions {
  readonly config?: string;
  readonly profilePattern?: string;
  readonly confirm?: readonly string[];
}
type Shown = Precondition & { readonly isConfirmed?: true };

/** A person vouches for what no API says; what AWS denies stays denied. @throws CommandError for an id that there is not */
const confirmed = (found: readonly Precondition[], ids: readonly string[]): readonly Shown[] => {
  const strange = ids.find((id) => !found.some((one) => one.id === id));
  // Where the configuration is wrong, nothing else was asked.
  if (strange && found.length > 1)
    throw usageError(`there is no precondition '${strange}' to confirm`, `take one of ${found.map(({ id }) => id).join(', ')}`);
  return found.map((one) => (one.answer === 'unknown' && ids.includes(one.id) ? { ...one, answer: 'ok', isConfirmed: true } : one));
};

/** `tenantry doctor --before`: what must be so before anything is deployed. Needs no API, and reads only. */
export const doctorBefore = async (invocation: Invocation, options: BeforeOptions): Promise<ExitCode> => {
  const { terminal } = invocation;
  if (!options.config) throw usageError('--before needs the configuration', 'write --config config/<deployment>.json');
  const { lookBefore } = await import('@tenantry/landing-zone/before/before');
  prepareSdk();
  const found = await lookBefore({
    file: options.config,
    profilePattern: options.profilePattern ?? 'tenantry-{account}',
    nameServers: terminal.nameServers,
    fetch: terminal.fetch,
    isSpecialUse,
    now: terminal.now,
  });
  const preconditions = confirmed(found, options.confirm ?? []);
  const isOk = preconditions.every(({ answer }) => answer === 'ok');
  invocation.print({ isOk, preconditions }, () => textOf(preconditions, invocation));
  return isOk ? EXIT.ok : EXIT.negative;
};

const groupOf = ({ account }: Shown): string => (account ? `AWS account ${account}` : 'Without an account');

const textOf = (preconditions: readonly Shown[], { styles }: Invocation): string => {
  const signs = { ok: styles.green('✔'), missing: styles.red('✖'), refused: styles.red('✖'), unknown: styles.yellow('?') };
  const line = ({ id, answer, name, detail, fix, source, isConfirmed }: Shown): string => {
    const said = answer === 'ok' ? detail : `${answer}: ${detail}`;
    const how = answer === 'ok' ? '' : `      fix (${id}): ${fix}\n      source: ${source}\n`;
    return `  ${signs[answer]} ${name}: ${said}${isConfirmed ? '; confirmed by a person' : ''}\n${how}`;
  };
  const groups = [...new Set(preconditions.map(groupOf))];
  const body = groups.map(
    (group) =>
      `${styles.bold(group)}\n${preconditions
        .filter((one) => groupOf(one) === group)
        .map(line)
        .join('')}`,
  );
  const wrong = preconditions.filter(({ answer }) => answer !== 'ok').length;
  return `${body.join('')}${wrong === 0 ? 'nothing is missing: deploy the landing zone\n' : `${wrong} of ${preconditions.length} are not well; nothing was changed\n`}`;
};
