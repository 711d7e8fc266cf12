import type { Command } from 'commander';
import { act, type Context } from './command.ts';
import type { Action, Connection, Invocation } from './invocation.ts';
import { urlOf } from './tenant-url.ts';
import { findTenantId } from './tenants.ts';

interface WebOptions {
  readonly web?: boolean;
}
/** Where the super admin console shows the same. @param tenantId of the tenant that was named, if one was */
export type PageOf<Options> = (options: Options, tenantId: string | undefined) => string;

/** Gives a command that shows something what it does, and the way to the same in the console. Its first argument is a tenant, if it has one. */
export const show = <Options extends object>(
  command: Command,
  context: Context,
  pageOf: PageOf<Options>,
  action: Action<Options>,
): void => {
  command.option('--web', 'open its page of the console instead; where there is no browser, print the address');
  const isOfTenant = command.registeredArguments[0]?.name() === 'tenant';
  act<Options & WebOptions>(command, context, async (invocation, args, options) => {
    if (!options.web) return action(invocation, args, options);
    const connection = await invocation.connect();
    const id = isOfTenant && args[0] !== undefined ? await findTenantId(connection.api, args[0]) : undefined;
    return openUrl(invocation, `${await superAdminUrl(connection)}${pageOf(options, id)}`);
  });
};

/** Address of the super admin console, without a slash at the end. */
export const superAdminUrl = async ({ api, profile }: Connection): Promise<string> => {
  if (profile.consoleUrl) return profile.consoleUrl.replace(/\/+$/, '');
  const { rootDomain, publicUrl } = await api('GET /deployment');
  return urlOf(profile, publicUrl, `superadmin.${rootDomain}`);
};

/** Prints an address, and opens it where a person is and a browser can be. @param isPrinted to print it, and no more */
export const openUrl = async ({ terminal, isJson, print, note }: Invocation, url: string, isPrinted = false): Promise<undefined> => {
  print({ url }, () => `${url}\n`);
  if (!isPrinted && !isJson && terminal.isInteractive && !(await terminal.browse(url))) note('no browser could be opened');
};
