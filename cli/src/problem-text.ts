import { ApiProblem } from '@tenantry/api-client/client';
import { CommandError, EXIT, type ExitCode } from './exit-code.ts';
import type { Styles } from './style.ts';

const codeOf = (problem: ApiProblem): ExitCode => {
  if (problem.status === 401) return EXIT.notSignedIn;
  if (problem.status === 404) return EXIT.notFound;
  if (problem.status === 0 || problem.status === 429 || problem.status === 502 || problem.status === 503) return EXIT.unavailable;
  return problem.status >= 400 && problem.status < 500 ? EXIT.refused : EXIT.failed;
};
const FIXES: Readonly<Record<string, string>> = {
  unauthorized: 'sign in: tenantry login',
  unreachable: 'check the address and the network: tenantry doctor',
  'too-many-requests': 'wait a moment and repeat it',
  'group-missing': 'see what you may do: tenantry whoami',
};

/** An error as people and programs read it. */
export interface ErrorReport {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly fix?: string;
  readonly status?: number;
  readonly errors?: readonly { readonly field: string; readonly problem: string; readonly fix: string }[];
  /** By which the API's log is found. */
  readonly requestId?: string;
}

/** Every error that can end a command; what is neither the API's word nor ours is a bug, and exits with 1. */
export const reportOf = (error: unknown): ErrorReport => {
  if (error instanceof CommandError) {
    const { exitCode, message, fix } = error;
    const code = Object.entries(EXIT).find(([, value]) => value === exitCode)?.[0] ?? 'failed';
    return { code, exitCode, message, ...(fix ? { fix } : {}) };
  }
  if (error instanceof ApiProblem) {
    const { status, code, message, errors, requestId } = error;
    const fix = FIXES[code];
    return {
      code,
      exitCode: codeOf(error),
      message,
      status,
      ...(fix ? { fix } : {}),
      ...(errors.length > 0 ? { errors } : {}),
      ...(requestId ? { requestId } : {}),
    };
  }
  return { code: 'failed', exitCode: EXIT.failed, message: error instanceof Error ? error.message : String(error) };
};

/** What a person wrote for a field of a body: `/adminEmail` is `--admin-email`, `/variables/APP_A` is `--var APP_A`, `/APP_A` itself. */
const flagOf = (field: string): string => {
  const [name = '', variable] = field.replace(/^\//, '').split('/');
  if (name === 'variables') return ['--var', variable].filter(Boolean).join(' ');
  return /^[a-z]\w*$/.test(name) && variable === undefined
    ? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    : field.replace(/^\/(?=[^/]+$)/, '');
};

export const fieldLines = (errors: readonly { readonly field: string; readonly problem: string; readonly fix: string }[], styles: Styles) =>
  errors.map(({ field, problem, fix }) => `  ${styles.bold(flagOf(field))}: ${problem}\n    fix: ${fix}\n`).join('');

/** The report as lines for a terminal. The API's `detail` repeats its fields, so it is left out when they are there. */
export const reportText = ({ message, fix, status, code, errors, requestId }: ErrorReport, styles: Styles): string =>
  [
    `${styles.red('✖')} ${errors ? `the API refused this (${status} ${code})` : message}\n`,
    errors ? fieldLines(errors, styles) : '',
    fix ? `  fix: ${fix}\n` : '',
    requestId ? styles.dim(`  request ${requestId}, by which the API's log is found\n`) : '',
  ].join('');
