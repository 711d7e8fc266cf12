import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import type { Connection } from '../invocation.ts';
import { urlOf } from '../tenant-url.ts';
import { findTenantId } from '../tenants.ts';

interface OpenOptions {
  readonly print?: boolean;
}

export const open = (program: Command, context: Context): void => {
  const command = leaf(program, 'open [tenant]', "open a tenant's console in the browser; without a name, the super admin console")
    .option('--print', 'only print the address')
    .addHelpText('after', '\nOutside a terminal the address is printed, nothing is opened.');
  act<OpenOptions>(command, context, async (invocation, [meant], { print }) => {
    const { terminal, isJson } = invocation;
    const connection = await invocation.connect();
    const { url, remark } =
      meant === undefined ? { url: await superAdminUrl(connection), remark: undefined } : await tenantUrl(connection, meant);
    invocation.print({ url }, () => `${url}\n`);
    if (remark) invocation.note(remark);
    if (!print && !isJson && terminal.isInteractive && !(await terminal.browse(url))) invocation.note('no browser could be opened');
    return undefined;
  });
};

const superAdminUrl = async ({ api, profile }: Connection): Promise<string> => {
  if (profile.consoleUrl) return profile.consoleUrl;
  const { rootDomain, publicUrl } = await api('GET /deployment');
  return urlOf(profile, publicUrl, `superadmin.${rootDomain}`);
};

const tenantUrl = async ({ api, profile }: Connection, meant: string) => {
  const { domain, state } = await api('GET /tenants/{id}', { path: { id: await findTenantId(api, meant) } });
  if (state === 'offboarded') throw new CommandError(EXIT.notFound, `${meant} is off-boarded: its console is gone`);
  const publicUrl = profile.tenantUrl ?? (await api('GET /deployment')).publicUrl;
  return { url: urlOf(profile, publicUrl, domain), remark: state === 'ready' ? undefined : `${meant} is ${state}: it may not answer yet` };
};
