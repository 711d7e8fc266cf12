interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly call?: unknown;
}

const RUNBOOK = 'docs/runbook.md#the-database-refuses';
const NETWORK = `The central database cannot be reached: look at the cluster, at the group that admits this function, and at the routes (${RUNBOOK}).`;
const STARTS = `The database is starting, stopping or failing over: wait until the cluster is available, then retry the stage (${RUNBOOK}).`;
const LOGIN = `Compare the administrator's secret with the cluster's master user: "aws secretsmanager rotate-secret" sets both; then retry the stage (${RUNBOOK}).`;

/** What to do, by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or by Node's code of a lost connection. */
export const ADVICE: Readonly<Record<string, string>> = {
  '53300': `All connections are taken: end idle sessions or raise the capacity of the cluster, then retry the stage (${RUNBOOK}).`,
  '28P01': LOGIN,
  '28000': LOGIN,
  '57P01': STARTS,
  '57P02': STARTS,
  '57P03': STARTS,
  '25006': `This is a reader, or the database is set to read-only: see that the cluster's writer answers, then retry the stage (${RUNBOOK}).`,
  '55P03': `Another session holds a lock: find it in pg_stat_activity and pg_locks, end it, then retry the stage (${RUNBOOK}).`,
  '57014': `A statement took longer than it may: find in pg_stat_activity what holds it up, then retry the stage (${RUNBOOK}).`,
  '42501': `The administrator lacks a right: it has to be the cluster's master user; compare its roles, then retry the stage (${RUNBOOK}).`,
  '3D000': `The database does not exist: deploy the landing zone, or restore it from a snapshot, then retry the stage (${RUNBOOK}).`,
  '53100': `The disk is full: free space, then retry the stage (${RUNBOOK}).`,
  NoTls: `The server offers no TLS, or somebody between says so, and nothing is sent in plain text: see whom host and port of the landing zone's parameter lead to (${RUNBOOK}).`,
  ECONNREFUSED: NETWORK,
  ECONNRESET: STARTS,
  ENOTFOUND: NETWORK,
  ETIMEDOUT: NETWORK,
  EHOSTUNREACH: NETWORK,
};

/** PostgreSQL's refusal, by its SQLSTATE, and what a person can do about it. Is tried again like any other error. */
class DatabaseFailure extends Error {
  /** SQLSTATE, Node's code of a connection that failed, or `NoTls`. */
  readonly code: string;
  readonly call = 'PostgreSQL';
  readonly advice: string;
  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = code;
    this.code = code;
    this.advice =
      ADVICE[code] ?? `Look up SQLSTATE ${code} in PostgreSQL's documentation; when the cause is gone, retry the stage (${RUNBOOK}).`;
  }
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What pg says without a code. */
const UNCODED: readonly (readonly [text: string, code: string])[] = [
  ['The server does not support SSL connections', 'NoTls'],
  ['timeout expired', 'ETIMEDOUT'],
  ['Connection terminated', 'ECONNRESET'],
];

const codeOf = ({ code, message }: Cause): string | undefined => {
  if (typeof code === 'string') return SQLSTATE.test(code) || code in ADVICE ? code : undefined;
  return UNCODED.find(([text]) => typeof message === 'string' && message.startsWith(text))?.[1];
};

/**
 * The error by which a step ends: PostgreSQL's as a `DatabaseFailure`, any other as it is. A transaction may span calls of AWS, whose lost
 * connections have Node's codes, too: the clients of `shared/src/aws/client.ts` note on every error which call it is of.
 */
export const explained = (error: unknown): unknown => {
  if (error instanceof DatabaseFailure) return error;
  const cause = (error ?? {}) as Cause;
  if (cause.call !== undefined) return error;
  const code = codeOf(cause);
  return code === undefined ? error : new DatabaseFailure(code, String(cause.message), error);
};

/** Whether PostgreSQL has answered one of these codes, as pg throws it or as a `DatabaseFailure`. */
export const hasState = (error: unknown, ...states: readonly string[]): boolean =>
  states.includes(String((error as Cause | undefined)?.code));
