import { z } from 'zod';

/** What a machine may do: a scope has the rights of a group of people, and those of the scopes before it. */
export const SCOPES = ['read', 'operate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
/** A scope with those before it, whose rights it has, too. */
export const scopesUpTo = (scope: Scope): readonly Scope[] => SCOPES.slice(0, SCOPES.indexOf(scope) + 1);

/** Identifier of the resource server in the super admins' user pool, before the slash of a scope: `tenantry/read`. */
export const RESOURCE_SERVER = 'tenantry';
export const scopeName = (scope: Scope): string => `${RESOURCE_SERVER}/${scope}`;

/** Who signs tokens for a program, so that it needs no secret: the platform on which it runs. */
const Oidc = z.object({
  issuer: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .refine((issuer) => !issuer.includes('amazonaws.com'), 'a user pool lets in people: name the issuer of a platform')
    .describe('Claim `iss`, letter by letter: https://token.actions.githubusercontent.com.'),
  subject: z
    .string()
    .min(1)
    .max(500)
    .refine((subject) => !subject.includes('*'), 'one subject, letter by letter: nothing stands for others')
    .describe('Claim `sub`: repo:acme/platform:environment:production.'),
});

/** A program that asks the super admin API without a person: an app client of the user pool with a secret of its own, or a platform's token. */
export const Machine = z.object({
  name: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/, 'words of lower-case letters and digits, each begins with a letter: nightly-report')
    .describe('Signs the audit as `machine:<name>`.'),
  scope: z.enum(SCOPES),
  oidc: Oidc.optional().describe('Without it the machine has a client and a secret.'),
});
export type Machine = z.infer<typeof Machine>;
/** A machine whose platform signs its tokens. */
export type OidcMachine = Machine & { readonly oidc: NonNullable<Machine['oidc']> };
export const isOidc = (machine: Machine): machine is OidcMachine => machine.oidc !== undefined;

/** API Gateway takes 50 audiences of an authorizer, and raises that for nobody ("Quotas for HTTP API"); people's client is one. */
const MAX_CLIENTS = 49;
/** Each has the API's routes once more, and an API has 300. */
const MAX_ISSUERS = 5;
/** Bytes: a function's environment has 4 KB in all (Lambda developer guide, "Quotas"). */
const MAX_OIDC = 3_000;

/** The host of an issuer as paths have it (api-client/src/issuer-path.ts). What is no URL is refused by its own field. */
export const issuerHost = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).host.replace(/[^a-z0-9]/g, '-') : issuer);
const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
/** Each issuer once. */
export const issuersOf = (machines: readonly Machine[]): readonly string[] => [
  ...new Set(machines.filter(isOidc).map(({ oidc }) => oidc.issuer)),
];

/** Machines that may ask the super admin API (docs/adr/0038-machines-are-configuration.md). */
export const MachinesConfig = z
  .array(Machine)
  .refine((machines) => areDistinct(machines.map(({ name }) => name)), 'two machines have the same name')
  .refine(
    (machines) => areDistinct(machines.filter(isOidc).map(({ oidc }) => `${oidc.issuer} ${oidc.subject}`)),
    'two machines have the same issuer and subject',
  )
  .refine((machines) => areDistinct(issuersOf(machines).map((issuer) => issuerHost(issuer))), 'two issuers have the same host')
  .refine((machines) => issuersOf(machines).length <= MAX_ISSUERS, `more than ${MAX_ISSUERS} issuers`)
  .refine((machines) => machines.length - machines.filter(isOidc).length <= MAX_CLIENTS, `more than ${MAX_CLIENTS} machines with a secret`)
  .refine((machines) => JSON.stringify(machines.filter(isOidc)).length <= MAX_OIDC, 'issuers and subjects are longer than a function takes')
  .default([]);
