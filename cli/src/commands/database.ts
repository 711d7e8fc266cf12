import type { DatabaseLogin, DatabaseLoginGiven } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, integer, leaf } from '../command.ts';
import { confirmUnless } from '../confirm.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { fields, table } from '../table.ts';
import { findTenantId } from '../tenants.ts';

interface LoginOptions {
  readonly reason?: string;
  readonly hours?: number;
  readonly write?: boolean;
}
interface RevokeOptions {
  readonly reason?: string;
  readonly yes?: boolean;
}

export const database = (program: Command, context: Context): void => {
  const group = program.command('database').helpCommand(false).description("people's logins to the database of one tenant");

  const login = leaf(group, 'login <tenant>', 'get a login of your own for some hours; the password is shown once', [
    'mercy --hours 2 --reason "case 4711"',
    'mercy --write --reason "case 4711"',
  ])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('--hours <n>', 'how long, 1 to 24, as far as the configuration allows it', integer(1, 24))
    .option('--write', 'to change rows, too; for admins');
  act<LoginOptions>(login, context, async (invocation, [meant = ''], { reason: given, hours, write }) => {
    const { api } = await invocation.connect();
    const path = { id: await findTenantId(api, meant) };
    const reason = await reasonOf(invocation, given);
    const body = { reason, mode: write ? ('write' as const) : ('read' as const), ...(hours === undefined ? {} : { hours }) };
    const got = await api('POST /tenants/{id}/database-logins', { path, body });
    invocation.print(got, () => givenText(got));
    invocation.note('connect over the VPN; the password is not shown again');
    return undefined;
  });

  const list = leaf(group, 'logins <tenant>', "list people's logins to a tenant's database, newest first", ['mercy']);
  act(list, context, async (invocation, [meant = '']) => {
    const { api } = await invocation.connect();
    const answer = await api('GET /tenants/{id}/database-logins', { path: { id: await findTenantId(api, meant) } });
    invocation.print(answer, () => (answer.logins.length === 0 ? 'nobody has had a login\n' : loginTable(answer.logins, invocation)));
    return undefined;
  });

  const revoke = leaf(group, 'revoke <tenant> <login>', 'end a login at once, with its sessions', [
    'mercy p_4f1c_1 --reason "case 4711 is over"',
  ])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('-y, --yes', 'do not ask');
  act<RevokeOptions>(revoke, context, async (invocation, [meant = '', name = ''], { reason: given, yes }) => {
    const { api } = await invocation.connect();
    const path = { id: await findTenantId(api, meant), login: name };
    await confirmUnless(yes, invocation, `End ${name} and its sessions?`);
    const body = { reason: await reasonOf(invocation, given) };
    const ended = await api('POST /tenants/{id}/database-logins/{login}/revoke', { path, body });
    invocation.print(ended, () => `${ended.login}: ${ended.state}\n`);
    return undefined;
  });
};

/** A line for psql, and the password beside it: on a command line every process of the machine would see it. */
const givenText = ({ login, password, mode, until, host, port, database: name, tls }: DatabaseLoginGiven): string => {
  const secure = tls ? ' sslmode=verify-full sslrootcert=global-bundle.pem' : '';
  return fields([
    ['login', login],
    ['password', password],
    ['may', mode],
    ['until', until],
    ['connect', `psql "host=${host} port=${port} dbname=${name} user=${login}${secure}"`],
  ]);
};

const loginTable = (logins: readonly DatabaseLogin[], { styles, width }: Invocation): string =>
  table(
    ['LOGIN', 'MAY', 'STATE', 'WHO', 'UNTIL', 'WHY'].map(styles.dim),
    logins.map(({ login, mode, state, by, until, reason }) => [login, mode, state, by, until, reason]),
    width,
  );
