import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { reasonOf } from '../reason.ts';
import { findTenantId } from '../tenants.ts';
import { typedSlug } from '../typed-slug.ts';

interface InviteOptions {
  readonly email?: string;
  readonly reason?: string;
  readonly yes?: string;
}

/** Invites a tenant's administrator again, or another person in that place. */
export const invite = (program: Command, context: Context): void => {
  const command = leaf(program, 'invite <tenant>', "invite a tenant's administrator again, with a new temporary password", [
    'mercy --reason "the mail was lost"',
    'mercy --email bob@mercy.example --reason "ada has left"',
  ])
    .option('--email <address>', 'another person, who becomes the administrator; who was before is signed out and disabled')
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('--yes <slug>', "with --email: the tenant's slug, as confirmation where nobody is there to type it");
  act<InviteOptions>(command, context, async (invocation, [meant = ''], { email, reason, yes }) => {
    const { api } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const { slug, adminEmail } = await api('GET /tenants/{id}', { path: { id } });
    const replaced = email === undefined ? {} : { email, confirm: await typedSlug(invocation, slug, yes) };
    const body = { ...replaced, reason: await reasonOf(invocation, reason) };
    await api('POST /tenants/{id}/administrator', { path: { id }, body });
    invocation.print({ tenantId: id }, () => `${email ?? adminEmail} is being invited to ${slug}\n`);
    invocation.note(`the mail goes out once its domain answers; who has chosen a password gets none: tenantry show ${slug}`);
    return undefined;
  });
};
