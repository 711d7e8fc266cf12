import type { Client } from '@tenantry/api-client/client';
import type { Person } from '@tenantry/api-client/generated/api';
import { type Command, Option } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { confirmUnless } from '../confirm.ts';
import { CommandError, EXIT, usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { table } from '../table.ts';

type Group = NonNullable<Person['group']>;
interface InviteOptions {
  readonly group: Group;
  readonly reason?: string;
}
interface ChangeOptions {
  readonly group?: Group;
  readonly disable?: boolean;
  readonly enable?: boolean;
  readonly resend?: boolean;
  readonly reason?: string;
}
interface RemoveOptions {
  readonly reason?: string;
  readonly yes?: boolean;
}
const GROUPS: readonly Group[] = ['viewer', 'operator', 'admin'];
const GROUP_TEXT = 'what the person may do: look (viewer), operate, or everything (admin)';
const REASON = ['--reason <text>', 'why, for the audit: 3 to 500 characters'] as const;

/** Super admins and operators: who signs in to console and command. For admins. */
export const people = (program: Command, context: Context): void => {
  const group = program.command('people').helpCommand(false).description('who signs in to console and command; for admins');

  const list = leaf(group, 'list', 'list who signs in here, with what each may do', ['', '--json']);
  act(list, context, async (invocation) => {
    const { api } = await invocation.connect();
    const answer = await api('GET /people');
    invocation.print(answer, () => peopleTable(answer.people, invocation));
    return undefined;
  });

  const invite = leaf(group, 'invite <email>', 'invite somebody; Cognito mails a temporary password', [
    'bob@example.com --group operator --reason "joins the night shift"',
  ])
    .addOption(new Option('--group <group>', GROUP_TEXT).choices([...GROUPS]).makeOptionMandatory())
    .option(...REASON);
  act<InviteOptions>(invite, context, async (invocation, [email = ''], { group: wanted, reason }) => {
    const { api } = await invocation.connect();
    const person = await api('POST /people', { body: { email, group: wanted, reason: await reasonOf(invocation, reason) } });
    invocation.print(person, () => lineOf(person));
    return undefined;
  });

  const change = leaf(group, 'change <person>', 'change what somebody may do, disable or enable somebody, or invite again', [
    'bob@example.com --group viewer --reason "changed teams"',
    'bob@example.com --disable --reason "on leave"',
    'bob@example.com --resend --reason "the mail was lost"',
  ])
    .addOption(new Option('--group <group>', GROUP_TEXT).choices([...GROUPS]))
    .addOption(new Option('--disable', 'nobody signs in by it any more; who is signed in is signed out').conflicts('enable'))
    .option('--enable', 'lets a disabled person in again')
    .option('--resend', 'mails another temporary password to who has not chosen one yet')
    .option(...REASON);
  act<ChangeOptions>(change, context, async (invocation, [meant = ''], { group: wanted, disable, enable, resend, reason }) => {
    const changes = {
      ...(wanted ? { group: wanted } : {}),
      ...(disable ? { state: 'disabled' as const } : {}),
      ...(enable ? { state: 'active' as const } : {}),
      ...(resend ? { invitation: 'again' as const } : {}),
    };
    if (Object.keys(changes).length === 0) {
      throw usageError('nothing would change', 'say what: --group, --disable, --enable or --resend');
    }
    const { api } = await invocation.connect();
    const path = { person: (await findPerson(api, meant)).person };
    const person = await api('PATCH /people/{person}', { path, body: { ...changes, reason: await reasonOf(invocation, reason) } });
    invocation.print(person, () => lineOf(person));
    return undefined;
  });

  const remove = leaf(group, 'remove <person>', 'remove somebody for good; the audit keeps what that person did', [
    'bob@example.com --reason "has left"',
  ])
    .option(...REASON)
    .option('-y, --yes', 'do not ask');
  act<RemoveOptions>(remove, context, async (invocation, [meant = ''], { reason, yes }) => {
    const { api } = await invocation.connect();
    const { person, email } = await findPerson(api, meant);
    await confirmUnless(yes, invocation, `Remove ${email} for good?`);
    const removed = await api('POST /people/{person}/removal', {
      path: { person },
      body: { reason: await reasonOf(invocation, reason) },
    });
    invocation.print(removed, () => `${email} is removed\n`);
    return undefined;
  });
};

/** Somebody by e-mail address or subject. @throws CommandError when nobody is called so */
const findPerson = async (api: Client, meant: string): Promise<Person> => {
  const { people: all } = await api('GET /people');
  const found = all.find(({ person, email }) => person === meant || email.toLowerCase() === meant.toLowerCase());
  if (!found) throw new CommandError(EXIT.notFound, `nobody here is called ${meant}`, 'see tenantry people list');
  return found;
};

const lineOf = ({ email, group, state }: Person): string => `${email}: ${group ?? 'no group'}, ${state}\n`;

const peopleTable = (all: readonly Person[], { styles, width }: Invocation): string =>
  table(
    ['E-MAIL', 'GROUP', 'STATE', 'CHANGED', ''].map(styles.dim),
    all.map(({ email, group, state, changedAt, isYou }) => [email, group ?? '–', state, changedAt, isYou ? 'you' : '']),
    width,
  );
