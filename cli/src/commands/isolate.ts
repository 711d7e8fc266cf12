import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { reasonOf } from '../reason.ts';
import { findTenantId } from '../tenants.ts';
import { typedSlug } from '../typed-slug.ts';

interface IsolateOptions {
  readonly reason?: string;
  readonly yes?: string;
}

type HoldRoute =
  | 'POST /tenants/{id}/isolation'
  | 'POST /tenants/{id}/isolation/end'
  | 'POST /tenants/{id}/suspension'
  | 'POST /tenants/{id}/suspension/end';

const changing =
  (name: string, description: string, route: HoldRoute, done: string) =>
  (program: Command, context: Context): void => {
    const command = leaf(program, `${name} <tenant>`, description, [
      'mercy --reason "as agreed on the phone"',
      'mercy --reason "as agreed on the phone" --yes mercy',
    ])
      .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
      .option('--yes <slug>', "the tenant's slug, as confirmation where nobody is there to type it");
    act<IsolateOptions>(command, context, async (invocation, [meant = ''], options) => {
      const { api } = await invocation.connect();
      const id = await findTenantId(api, meant);
      const { slug } = await api('GET /tenants/{id}', { path: { id } });
      const confirm = await typedSlug(invocation, slug, options.yes);
      const reason = await reasonOf(invocation, options.reason);
      await api(route, { path: { id }, body: { confirm, reason } });
      invocation.print({ tenantId: id }, () => `${slug} ${done}\n`);
      invocation.note(`see which stages have done it: tenantry show ${slug}`);
      return undefined;
    });
  };

export const isolate = changing(
  'isolate',
  'take a tenant that may be compromised off the net; deletes nothing',
  'POST /tenants/{id}/isolation',
  'is being isolated',
);
export const endIsolation = changing(
  'end-isolation',
  'let an isolated tenant back',
  'POST /tenants/{id}/isolation/end',
  'is being let back',
);

export const suspend = changing(
  'suspend',
  'shut the door of a tenant: its own page and no sign-in; nothing is deleted, and it costs what it costs',
  'POST /tenants/{id}/suspension',
  'is being suspended; what it has goes on costing what it costs',
);
export const resume = changing(
  'resume',
  'open the door of a suspended tenant, and deliver what has waited',
  'POST /tenants/{id}/suspension/end',
  'is being resumed',
);
