import type { Client } from '@tenantry/api-client/client';
import type { FieldProblem, Plan, TenantRequest } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { collect, integer } from './command.ts';
import { usageError } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import { fieldLines } from './problem-text.ts';

/** Flags that say which tenant to on-board, or to plan. */
export interface RequestOptions {
  readonly name?: string;
  readonly slug?: string;
  readonly domain?: string;
  readonly adminEmail?: string;
  readonly plan?: string;
  readonly cidr?: string;
  readonly cidrPrefix?: number;
  readonly var?: readonly string[];
}
export type Draft = Partial<TenantRequest>;

export const withRequestOptions = (command: Command): Command =>
  command
    .option('--name <name>', "the tenant's name")
    .option('--slug <slug>', 'the label below the root domain; made from the name when absent')
    .option('--domain <domain>', 'instead of the slug: <slug>.<root domain>')
    .option('--admin-email <address>', "e-mail address of the tenant's first user")
    .option('--plan <plan>', 'a plan of the deployment, completed by Tab (default: standard)')
    .option('--cidr <block>', 'an address range that the tenant must have; allocated when absent')
    .option('--cidr-prefix <n>', 'prefix length of the range to allocate', integer(8, 28))
    .option('--var <NAME=value>', "a variable of the tenant's pipeline, APP_…; repeat it for several", collect);

/** `NAME=value` pairs as an object. @throws CommandError for what is no pair */
export const variablesOf = (pairs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(`'${pair}' is no variable`, 'write NAME=value');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

const DEFAULT_PLAN = 'standard';

/** What the options say, and nothing else. */
export const givenIn = ({ name, slug, domain, adminEmail, plan, cidr, cidrPrefix, var: pairs }: RequestOptions): Draft => {
  const draft = { name, slug, domain, adminEmail, plan, cidr, cidrPrefix, variables: pairs && variablesOf(pairs) };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Draft;
};

export const draftOf = (options: RequestOptions): Draft => ({ plan: DEFAULT_PLAN, ...givenIn(options) });

type Asked = 'name' | 'slug' | 'adminEmail';
const QUESTIONS: Readonly<Record<Asked, string>> = {
  name: 'Name of the tenant',
  slug: 'Label below the root domain',
  adminEmail: "E-mail address of the tenant's first user",
};
/** Names of the body's fields, in problems. */
const fieldOf = ({ field }: FieldProblem): string => field.split('/')[1] ?? '';

/** The tenant as it would be on-boarded, and what the API says of it. */
export interface Planned {
  readonly request: TenantRequest;
  readonly plan: Plan;
}

/**
 * Asks a person for whatever is missing, and again for what the API finds wrong, before anything is created.
 * @throws CommandError when what cannot be asked for is wrong
 */
export const askForRequest = async (invocation: Invocation, api: Client, given: Draft): Promise<Planned> => {
  const { terminal, styles } = invocation;
  const ask = async (field: Asked, suggested?: string) =>
    (await terminal.ask(`${QUESTIONS[field]}${suggested ? ` [${suggested}]` : ''}: `)) || suggested || '';
  let draft: Draft = { ...given, name: given.name ?? (await ask('name')) };
  if (!draft.slug && !draft.domain) {
    const { tenant } = await api('POST /plan', { body: draft });
    draft = { ...draft, slug: await ask('slug', tenant?.slug) };
  }
  draft = { ...draft, adminEmail: draft.adminEmail ?? (await ask('adminEmail')) };
  for (;;) {
    const plan = await api('POST /plan', { body: draft });
    if (plan.problems.length === 0) return { request: draft as TenantRequest, plan };
    terminal.err.write(fieldLines(plan.problems, styles));
    const wrong = (Object.keys(QUESTIONS) as readonly Asked[]).filter((field) =>
      plan.problems.some((problem) => fieldOf(problem) === field),
    );
    if (wrong.length === 0) throw usageError('the request is wrong in what was given as options', 'correct them and start again');
    for (const field of wrong) draft = { ...draft, [field]: await ask(field) };
  }
};

/** @throws CommandError that names the flags which are missing */
export const requireRequest = (draft: Draft): TenantRequest => {
  const missing = [...(draft.name ? [] : ['--name']), ...(draft.adminEmail ? [] : ['--admin-email'])];
  if (missing.length > 0)
    throw usageError(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`,
      'give the option, or run it in a terminal to be asked',
    );
  return draft as TenantRequest;
};
