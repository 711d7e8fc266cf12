/** What the exit code says; scripts rely on it, and `tenantry --help` prints it. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notSignedIn: 3,
  notFound: 4,
  refused: 5,
  tenantFailed: 6,
  unavailable: 7,
  negative: 8,
  timedOut: 9,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_TEXT: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'failed for another reason',
  2: 'wrong usage: an option or argument is missing or makes no sense',
  3: 'not signed in, or the sign-in has ended',
  4: 'there is no such tenant, dead letter…',
  5: 'the API refused: a wrong value, a missing right, a state that does not allow it',
  6: 'a tenant has stalled or failed',
  7: 'the API does not answer, or asks to come back later',
  8: 'the answer is no: a plan that is not possible, a check that does not hold',
  9: 'the time given by --timeout has passed',
  130: 'interrupted',
};

/** An expected failure: said in one or two lines, with its own exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;
  /** What to do about it. */
  readonly fix: string | undefined;
  constructor(exitCode: ExitCode, message: string, fix?: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
    this.fix = fix;
  }
}
export const usageError = (message: string, fix?: string): CommandError => new CommandError(EXIT.usage, message, fix);
