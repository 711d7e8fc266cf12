import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { DatabaseLogin } from '../../contract/database-logins.ts';
import { isGoing, stateOf as stateOfTenant } from '../../model/view.ts';
import { fieldsProblem, Problem } from '../../problem/problem.ts';
import { activateLogin, changeLogin, findLogin, type KeptLogin, keepLogin, loginsOf } from '../../table/database-logins.ts';
import { getHistory } from '../../table/tenants.ts';
import { requireGroup, requirePerson } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { askLogins } from './ask.ts';
import { newLoginOf } from './new-login.ts';

const HOUR = 3_600_000;

const shown = ({ outcome, ...login }: KeptLogin, now: number): DatabaseLogin => ({
  ...login,
  state: outcome !== 'revoked' && outcome !== 'refused' && Date.parse(login.until) <= now ? 'expired' : outcome,
});

export const getDatabaseLogins: Handler<'GET /tenants/{id}/database-logins'> = async ({ path: { id } }) => {
  await getHistory(id);
  const now = Date.now();
  return { answer: { logins: (await loginsOf(id)).map((login) => shown(login, now)) } };
};

export const postDatabaseLogin: Handler<'POST /tenants/{id}/database-logins'> = async ({ path: { id }, body, caller, note }) => {
  // A login is a person's own: nobody else answers for what is done with it.
  requirePerson(caller);
  const { mode, hours, reason } = body;
  if (mode === 'write') requireGroup(caller, 'admin');
  const { config } = await landingZone();
  requireHours(hours, config.database.loginHours);
  const state = stateOfTenant(await getHistory(id));
  if (isGoing(state)) {
    throw new Problem(409, 'tenant-offboarding', `${id} is ${state}: nobody gets a login to its database any more.`);
  }
  const now = Date.now();
  const [at, until] = [now, now + hours * HOUR].map((time) => new Date(time).toISOString()) as [string, string];
  const login = newLoginOf(caller.subject);
  note({ target: login });
  await keepLogin(id, { login, mode, by: caller.displayName, subject: caller.subject, reason, at, until, outcome: 'asked' });
  const answer = await askLogins({ ask: 'make', tenantId: id, login, mode, until });
  if (answer.outcome !== 'made') {
    await changeLogin(id, login, { outcome: 'refused' });
    throw refusal(id, answer.outcome === 'refused' ? answer.because : 'shut');
  }
  if (!(await activateLogin(id, login))) {
    await askLogins({ ask: 'end', tenantId: id, login });
    throw new Problem(404, 'no-such-login', `Somebody revoked ${login} while it was made: ask for another if you still need one.`);
  }
  const { outcome: _, ...place } = answer;
  return { answer: { tenantId: id, login, mode, until, ...place } };
};

const requireHours = (hours: number, most: number): void => {
  if (hours <= most) return;
  const fix = `Ask for ${most} at most, database.loginHours of the configuration; ask again when they are over.`;
  throw fieldsProblem(400, 'request-invalid', [{ field: '/hours', problem: `${hours} hours are more than a login lasts`, fix }]);
};

const refusal = (tenantId: string, because: 'shut' | 'too-many'): Problem =>
  because === 'shut'
    ? new Problem(409, 'no-database', `${tenantId} has no database yet, or its logins are locked out: see its stage pipeline.`)
    : new Problem(409, 'too-many-logins', 'You have five logins, or everybody together has sixty: revoke one, or wait until one expires.');

export const postRevokeDatabaseLogin: Handler<'POST /tenants/{id}/database-logins/{login}/revoke'> = async ({ path: { id, login } }) => {
  const found = await findLogin(id, login);
  if (!found) throw new Problem(404, 'no-such-login', `${id} has no login ${login}: list those that it has.`);
  // In any case: what is kept may lag behind what is there.
  await askLogins({ ask: 'end', tenantId: id, login });
  const now = Date.now();
  const { state } = shown(found, now);
  if (state !== 'active' && state !== 'asked') return { answer: shown(found, now) };
  const ended = { outcome: 'revoked', endedAt: new Date(now).toISOString() } as const;
  await changeLogin(id, login, ended);
  return { answer: shown({ ...found, ...ended }, now) };
};
