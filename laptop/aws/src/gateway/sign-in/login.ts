import type { AwsResult } from '../call.ts';
import { type Field, page, redirect } from './answers.ts';
import type { Asked } from './authorize.ts';
import type { AppClient, SignInPool } from './pool.ts';
import { type Begun, MINUTE_MS, type Sessions } from './sessions.ts';

const PASSWORD = { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' } as const satisfies Field;
const NEW_PASSWORD = {
  name: 'new_password',
  label: 'New password',
  type: 'password',
  autoComplete: 'new-password',
} as const satisfies Field;
const CODE = { name: 'code', label: 'Code', type: 'text', autoComplete: 'one-time-code' } as const satisfies Field;
const EMAIL = { name: 'username', label: 'E-mail address', type: 'email', autoComplete: 'username' } as const satisfies Field;

/** A page of one sign-in, and what it needs to know. */
export interface Visit {
  readonly pool: SignInPool;
  readonly client: AppClient;
  readonly asked: Asked;
  readonly sessions: Sessions;
  readonly form: URLSearchParams;
  /** What the form must bring back. */
  readonly csrf: string;
  /** Query string of the request, from page to page. */
  readonly query: string;
  /** Sends the browser back to the application, signed in. */
  readonly finish: (username: string) => AwsResult;
}

export const passwordPage = ({ csrf, query }: Visit, problem?: string): AwsResult =>
  page({
    title: 'Sign in',
    ...(problem ? { problem } : {}),
    fields: [EMAIL, PASSWORD],
    button: 'Sign in',
    hidden: { _csrf: csrf },
    link: { href: `forgotPassword?${query}`, text: 'Forgot your password?' },
  });

const ASKED: Readonly<Record<Begun['next'], { readonly title: string; readonly fields: readonly Field[]; readonly says: string }>> = {
  newPassword: { title: 'Change password', fields: [NEW_PASSWORD], says: 'Choose a password of your own.' },
  code: { title: 'Enter your code', fields: [CODE], says: 'Enter the code of your authenticator app.' },
  factor: {
    title: 'Set up an authenticator app',
    fields: [CODE],
    says: 'Enter the secret in your authenticator app, and the code that it shows.',
  },
};

const nextPage = ({ sessions, client, csrf }: Visit, begun: Begun, problem?: string): AwsResult => {
  const session = sessions.begun.put(begun, (client.AuthSessionValidity ?? 3) * MINUTE_MS);
  const { secret } = begun;
  return page({
    ...ASKED[begun.next],
    ...(problem ? { problem } : {}),
    ...(secret ? { secret } : {}),
    button: 'Confirm',
    hidden: { _csrf: csrf, session },
  });
};

/** After the password: a second factor where the person has one, one to be set up where the pool demands it. */
const secondFactor = async (visit: Visit, username: string, hasFactor: boolean): Promise<AwsResult> => {
  const { pool, asked } = visit;
  if (hasFactor && pool.offersFactor) return nextPage(visit, { username, hasFactor, asked, next: 'code' });
  if (!pool.demandsFactor) return visit.finish(username);
  const { secret } = await pool.work<{ secret: string }>('secret', {});
  return nextPage(visit, { username, hasFactor, asked, next: 'factor', secret });
};

interface Known {
  readonly refused?: string;
  readonly username: string;
  readonly status: string;
  readonly hasFactor: boolean;
}
const password = async (visit: Visit): Promise<AwsResult> => {
  const { pool, form, asked } = visit;
  const given = { username: form.get('username') ?? '', password: form.get('password') ?? '' };
  const { refused, username, status, hasFactor } = await pool.work<Known>('password', given);
  if (refused) return passwordPage(visit, refused);
  if (status === 'FORCE_CHANGE_PASSWORD') return nextPage(visit, { username, hasFactor, asked, next: 'newPassword' });
  return secondFactor(visit, username, hasFactor);
};

const newPassword = async (visit: Visit, begun: Begun): Promise<AwsResult> => {
  const { pool, form } = visit;
  const { username, hasFactor } = begun;
  const given = { UserPoolId: pool.poolId, Username: username, Password: form.get('new_password') ?? '', Permanent: true };
  const { refused } = await pool.call('AdminSetUserPassword', given);
  return refused === undefined ? secondFactor(visit, username, hasFactor) : nextPage(visit, begun, refused);
};

const factorCode = async (visit: Visit, begun: Begun): Promise<AwsResult> => {
  const { username, secret } = begun;
  const given = { username, secret, code: visit.form.get('code') ?? '' };
  const { verified } = await visit.pool.work<{ verified: boolean }>('factor', given);
  return verified ? visit.finish(username) : nextPage(visit, begun, 'Invalid code, please try again.');
};

/** A form of the sign-in page was sent. */
export const login = async (visit: Visit): Promise<AwsResult> => {
  const { form, sessions, asked } = visit;
  const session = form.get('session');
  if (session === null) return password(visit);
  const begun = sessions.begun.take(session);
  if (!begun || begun.asked.clientId !== asked.clientId) return passwordPage(visit, 'Your session has expired. Sign in again.');
  return begun.next === 'newPassword' ? newPassword(visit, begun) : factorCode(visit, begun);
};

export const forgotPage = ({ csrf }: Pick<Visit, 'csrf'>, problem?: string): AwsResult =>
  page({
    title: 'Forgot your password?',
    says: 'A code is sent to your e-mail address.',
    ...(problem ? { problem } : {}),
    fields: [EMAIL],
    button: 'Reset my password',
    hidden: { _csrf: csrf },
  });

const resetPage = ({ csrf }: Visit, username: string, problem?: string): AwsResult =>
  page({
    title: 'Change password',
    says: 'Enter the code that was sent to your e-mail address.',
    ...(problem ? { problem } : {}),
    fields: [CODE, NEW_PASSWORD],
    button: 'Change password',
    hidden: { _csrf: csrf, username, sent: 'true' },
  });

/** A form of the page for a forgotten password was sent: it asks for a code by mail, then for the code and a new password. */
export const forgotPassword = async (visit: Visit): Promise<AwsResult> => {
  const { pool, client, form } = visit;
  const named = { ClientId: client.ClientId, Username: form.get('username') ?? '' };
  if (!form.has('sent')) {
    const { refused } = await pool.call('ForgotPassword', named);
    // A person who does not exist is answered in the same way where the client asks for it ("Managing user existence error responses").
    if (refused !== undefined && client.PreventUserExistenceErrors !== 'ENABLED') return forgotPage(visit, refused);
    return resetPage(visit, named.Username);
  }
  const given = { ...named, ConfirmationCode: form.get('code') ?? '', Password: form.get('new_password') ?? '' };
  const { refused } = await pool.call('ConfirmForgotPassword', given);
  return refused === undefined ? redirect(`login?${visit.query}`) : resetPage(visit, named.Username, refused);
};
