import { z } from 'zod';

/** What a machine may do: a scope has the rights of a group of people, and those of the scopes before it. */
export const SCOPES = ['read', 'operate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Identifier of the resource server in the super admins' user pool, before the slash of a scope: `tenantry/read`. */
export const RESOURCE_SERVER = 'tenantry';
export const scopeName = (scope: Scope): string => `${RESOURCE_SERVER}/${scope}`;

/** A program that asks the super admin API without a person: an app client of the user pool, with a secret of its own. */
export const Machine = z.object({
  name: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/, 'words of lower-case letters and digits, each begins with a letter: nightly-report')
    .describe('Signs the audit as `machine:<name>`.'),
  scope: z.enum(SCOPES),
});
export type Machine = z.infer<typeof Machine>;

/** API Gateway takes 50 audiences of an authorizer, and raises that for nobody ("Quotas for HTTP API"); people's client is one. */
const MAX_MACHINES = 49;

/** Machines that may ask the super admin API (docs/adr/0038-machines-are-configuration.md). */
export const MachinesConfig = z
  .array(Machine)
  .max(MAX_MACHINES)
  .refine((machines) => new Set(machines.map(({ name }) => name)).size === machines.length, 'two machines have the same name')
  .default([]);
