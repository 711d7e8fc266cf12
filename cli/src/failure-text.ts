import type { Failure, Tenant } from '@tenantry/api-client/generated/api';
import type { Styles } from './style.ts';

interface Failed {
  readonly stage: string;
  readonly state: string;
  readonly failure: Failure;
}

/** A failure in words: where, which call, AWS's code, what to do, and the command for it. */
export const failureText = (
  { slug, actions }: Pick<Tenant, 'slug' | 'actions'>,
  { stage, state, failure }: Failed,
  styles: Styles,
): string => {
  const { step, call, code, message, advice } = failure;
  return [
    `${styles.red(state === 'failed' ? '✖' : '■')} ${slug}: stage ${styles.bold(stage)} has ${state} at step ${styles.bold(step)}\n`,
    `    ${call ? `${call}: ` : ''}${styles.red(code)}: ${message}\n`,
    `    fix: ${advice}\n`,
    actions.includes('retry') ? `    then: ${styles.cyan(`tenantry retry ${slug} ${stage}`)}\n` : '',
  ].join('');
};
