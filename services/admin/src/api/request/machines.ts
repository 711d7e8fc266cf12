import { SCOPES, type Scope, scopeName, scopesUpTo } from '@tenantry/shared/deployment/machine-config';
import type { Group } from '../../contract/route.ts';

/** A machine as the template names it to this function. */
export interface KnownMachine {
  readonly name: string;
  /** The most that it may do. */
  readonly scope: Scope;
}
/** By the id of its app client. */
export type Machines = ReadonlyMap<string, KnownMachine>;

const GROUP_OF: Readonly<Record<Scope, Group>> = { read: 'viewer', operate: 'operator', admin: 'admin' };
export const scopeOfGroup = (group: Group): string => scopeName(SCOPES.find((scope) => GROUP_OF[scope] === group) ?? 'admin');

type Environment = Readonly<Record<string, string | undefined>>;
/** The variable with the client id of the machine at this index of MACHINES. */
export const clientVariable = (index: number): string => `MACHINE_CLIENT_${index + 1}`;

/**
 * @param environment MACHINES, `<name>:<scope>` with commas between, and a variable with the client id of each (`infra/machines.ts`)
 * @throws Error for anything else
 */
export const machinesOf = (environment: Environment): Machines =>
  new Map(
    (environment.MACHINES ?? '')
      .split(',')
      .filter(Boolean)
      .map((entry, index) => {
        const [name = '', scope = '', ...more] = entry.split(':');
        const known = SCOPES.find((one) => one === scope);
        if (!name || !known || more.length > 0) throw new Error(`MACHINES has ${entry}, not <name>:<scope>`);
        const clientId = environment[clientVariable(index)];
        if (!clientId) throw new Error(`MACHINES has ${entry}, and ${clientVariable(index)} has no client id`);
        return [clientId, { name, scope: known }];
      }),
  );

/** A machine by what its platform signs, as the template names it. */
export interface KnownOidcMachine extends KnownMachine {
  readonly issuer: string;
  readonly subject: string;
}
/** @param text JSON, as `infra/machines.ts` writes it */
export const oidcMachinesOf = (text = '[]'): readonly KnownOidcMachine[] => JSON.parse(text) as readonly KnownOidcMachine[];

/** Of every platform: those of workflows last minutes, and one that lasts for days is no workflow's. Seconds. */
const LONGEST = 3_600;
export const isShortLived = ({ exp, iat }: Readonly<Record<string, unknown>>): boolean => Number(exp) - Number(iat) <= LONGEST;

/** All that a scope may, as groups. */
export const groupsUpTo = (scope: Scope): readonly Group[] => scopesUpTo(scope).map((one) => GROUP_OF[one]);

/**
 * The groups whose rights a machine's token has: of its scopes those that the machine still has. A token outlives a change of the
 * configuration by minutes.
 */
export const groupsOfScopes = ({ scope: most }: KnownMachine, claim: unknown): readonly Group[] => {
  const given = String(claim ?? '').split(' ');
  return scopesUpTo(most)
    .filter((scope) => given.includes(scopeName(scope)))
    .map((scope) => GROUP_OF[scope]);
};
