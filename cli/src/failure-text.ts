import { whileRetried } from '@tenantry/api-client/advice-text';
import type { Failure, Stage, Tenant } from '@tenantry/api-client/generated/api';
import { age } from './durations.ts';
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

/** What is tried again automatically, in full: nobody has to do anything yet, but a person can repair a quota before the stage stalls. */
export const retryText = (
  { slug }: Pick<Tenant, 'slug'>,
  { stage, step, reason = '', failure }: Pick<Stage, 'stage' | 'step' | 'reason' | 'failure'>,
  styles: Styles,
): string =>
  [
    `${styles.yellow('↻')} ${slug}: stage ${styles.bold(stage)} tries step ${styles.bold(step)} again by itself\n`,
    failure ? `    ${failure.call ? `${failure.call}: ` : ''}${failure.code}: ${failure.message}\n` : `    ${reason}\n`,
    failure?.advice ? `    fix: ${whileRetried(failure.advice)}\n` : '',
  ].join('');

/** That nothing was heard of a tenant for longer than its state should take. @param now epoch milliseconds */
export const quietText = (
  { slug }: Pick<Tenant, 'slug'>,
  { stage, step, since, advice }: NonNullable<Tenant['quiet']>,
  now: number,
  styles: Styles,
): string =>
  [
    `${styles.yellow('?')} ${slug}: stage ${styles.bold(stage)} has been quiet for ${age(since, now)}${step ? ` at step ${styles.bold(step)}` : ''}: longer than it should take\n`,
    `    fix: ${advice}\n`,
  ].join('');
