import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import type { Connection } from '../invocation.ts';
import { urlOf } from '../tenant-url.ts';
import { findTenantId } from '../tenants.ts';
import { openUrl, superAdminUrl } from '../web.ts';

interface OpenOptions {
  readonly print?: boolean;
}

export const open = (program: Command, context: Context): void => {
  const command = leaf(program, 'open [tenant]', "open a tenant's console in the browser; without a name, the super admin console", [
    '',
    'mercy',
    'mercy --print',
  ])
    .option('--print', 'only print the address')
    .addHelpText('after', '\nOutside a terminal the address is printed, nothing is opened.');
  act<OpenOptions>(command, context, async (invocation, [meant], { print }) => {
    const connection = await invocation.connect();
    if (meant === undefined) return openUrl(invocation, await superAdminUrl(connection), print);
    const { url, remark } = await tenantUrl(connection, meant);
    if (remark) invocation.note(remark);
    return openUrl(invocation, url, print);
  });
};

const tenantUrl = async ({ api, profile }: Connection, meant: string) => {
  const { domain, state } = await api('GET /tenants/{id}', { path: { id: await findTenantId(api, meant) } });
  if (state === 'offboarded') throw new CommandError(EXIT.notFound, `${meant} is off-boarded: its console is gone`);
  const publicUrl = profile.tenantUrl ?? (await api('GET /deployment')).publicUrl;
  return { url: urlOf(profile, publicUrl, domain), remark: state === 'ready' ? undefined : `${meant} is ${state}: it may not answer yet` };
};
