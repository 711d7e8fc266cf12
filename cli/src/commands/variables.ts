import type { Tenant } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, collect, leaf } from '../command.ts';
import { variablesOf } from '../tenant-request.ts';
import { findTenantId } from '../tenants.ts';

interface VariablesOptions {
  readonly unset?: readonly string[];
}

export const variables = (program: Command, context: Context): void => {
  const command = leaf(program, 'variables <tenant> [pairs...]', "show variables of a tenant's pipeline, or change them: APP_NAME=value", [
    'mercy',
    'mercy APP_THEME=blue --unset APP_OLD',
  ])
    .alias('vars')
    .option('--unset <NAME>', 'remove a variable; repeat it for several', collect);
  act<VariablesOptions>(command, context, async (invocation, [meant = '', ...pairs], { unset = [] }) => {
    const patch = { ...variablesOf(pairs), ...Object.fromEntries(unset.map((name) => [name, null])) };
    const { api } = await invocation.connect();
    const path = { id: await findTenantId(api, meant) };
    const before = await api('GET /tenants/{id}', { path });
    const isChange = Object.keys(patch).length > 0;
    const answer = isChange ? await api('PATCH /tenants/{id}/variables', { path, body: patch }) : before;
    invocation.print({ tenantId: path.id, variables: answer.variables }, () =>
      Object.entries(answer.variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const said = remark(before, answer.variables, isChange);
    if (said) invocation.note(said);
    return undefined;
  });
};

type Variables = Tenant['variables'];
const isSame = (a: Variables, b: Variables): boolean => {
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return one.length === other.length && one.every(([name, value]) => b[name] === value);
};

/** What became of the variables, for a person. */
const remark = ({ slug, state, variables, suspension, isolation }: Tenant, after: Variables, isChange: boolean): string | undefined => {
  const none = Object.keys(after).length === 0 ? `${slug} has no variables of its own` : undefined;
  if (!isChange) return none;
  if (isSame(variables, after)) return `nothing changed${none ? `: ${none}` : ''}`;
  if (suspension || isolation) return `its pipeline runs with them when ${slug} is ${isolation ? 'let back' : 'resumed'}`;
  if (state !== 'ready') return 'its pipeline takes them when it comes to that';
  return `its pipeline runs now: tenantry watch ${slug}`;
};
