import type { Command } from 'commander';
import { act, type Context, collect, leaf } from '../command.ts';
import { variablesOf } from '../tenant-request.ts';
import { findTenantId } from '../tenants.ts';

interface VariablesOptions {
  readonly unset?: readonly string[];
}

export const variables = (program: Command, context: Context): void => {
  const command = leaf(program, 'variables <tenant> [pairs...]', "show variables of a tenant's pipeline, or change them: APP_NAME=value")
    .alias('vars')
    .option('--unset <NAME>', 'remove a variable; repeat it for several', collect);
  act<VariablesOptions>(command, context, async (invocation, [meant = '', ...pairs], { unset = [] }) => {
    const patch = { ...variablesOf(pairs), ...Object.fromEntries(unset.map((name) => [name, null])) };
    const { api } = await invocation.connect();
    const path = { id: await findTenantId(api, meant) };
    const isChange = Object.keys(patch).length > 0;
    const answer = isChange ? await api('PATCH /tenants/{id}/variables', { path, body: patch }) : await api('GET /tenants/{id}', { path });
    invocation.print({ tenantId: path.id, variables: answer.variables }, () =>
      Object.entries(answer.variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    if (isChange) invocation.note("the tenant's next release has them");
    return undefined;
  });
};
