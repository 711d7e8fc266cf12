import { GROUPS, type Group } from '../../contract/route.ts';
import { Problem } from '../../problem/problem.ts';
import {
  groupsOfScopes,
  groupsUpTo,
  isShortLived,
  type KnownOidcMachine,
  type Machines,
  machinesOf,
  oidcMachinesOf,
  scopeOfGroup,
} from './machines.ts';

/** Who calls, as the JWT authorizer has verified it. */
export interface Caller {
  /** Never changes, unlike an e-mail address. A machine's is `machine:<name>`: no subject of a person has a colon. */
  readonly subject: string;
  /** For people: e-mail address or user name. */
  readonly displayName: string;
  readonly groups: readonly string[];
  readonly isMachine?: boolean;
  /** For people: the user pool that signed them in. */
  readonly userPoolId?: string;
}
type Claims = Readonly<Record<string, unknown>>;

/** API Gateway hands a list over as text: `[admin operator]` (HTTP API developer guide, "JWT authorizers"). */
const groupsOf = (claim: unknown): readonly string[] =>
  Array.isArray(claim)
    ? claim.map(String)
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
        .filter(Boolean);

/** How a person signs what was asked for: by the subject, with the name beside it. */
export const signatureOf = ({ subject, displayName }: Caller) => ({ requestedBy: subject, requestedByName: displayName });

/** @param machines by client id; those that the template names to this function @param oidc the same of platforms */
export const callerOf = (
  claims: Claims,
  machines: Machines = machinesOf(process.env),
  oidc: readonly KnownOidcMachine[] = oidcMachinesOf(process.env.OIDC_MACHINES),
): Caller => {
  if (oidc.some(({ issuer }) => issuer === claims.iss)) return workloadOf(claims, oidc);
  const clientId = [claims.client_id, claims.aud].map(String).find((id) => machines.has(id));
  return clientId === undefined ? personOf(claims) : machineOf(claims, clientId, machines);
};

/** `https://cognito-idp.<region>.amazonaws.com/<user pool>` (Cognito developer guide, "Verifying JSON web tokens"). */
const ISSUER = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/([\w-]+_[0-9A-Za-z]+)$/;

/**
 * Scopes are nothing to a person: groups alone count, and those of an ID token. An access token is for Cognito's own endpoints and for
 * programs that people let act for them ("Verifying JSON web tokens": `token_use` must be compared, and API Gateway does not do so).
 */
const personOf = (claims: Claims): Caller => {
  const userPoolId = ISSUER.exec(String(claims.iss ?? ''))?.[1];
  return {
    subject: String(claims.sub ?? ''),
    displayName: String(claims.email ?? claims['cognito:username'] ?? claims.username ?? claims.sub ?? ''),
    groups: claims.token_use === 'access' ? [] : groupsOf(claims['cognito:groups']),
    ...(userPoolId ? { userPoolId } : {}),
  };
};

/**
 * Of `client_credentials` Cognito makes access tokens whose subject is the client itself. A person who got a token through a machine's
 * client stays a person, and has no rights by it.
 */
const machineOf = (claims: Claims, clientId: string, machines: Machines): Caller => {
  const machine = machines.get(clientId);
  const isOwn = claims.token_use === 'access' && claims.sub === clientId && claims.username === undefined;
  if (!machine || !isOwn) return { ...personOf(claims), groups: [] };
  const name = `machine:${machine.name}`;
  return { subject: name, displayName: name, groups: groupsOfScopes(machine, claims.scope), isMachine: true };
};

/** A platform vouches for its subject and for nothing else: whatever such a token says of groups and scopes is its own. */
const workloadOf = (claims: Claims, oidc: readonly KnownOidcMachine[]): Caller => {
  const machine = oidc.find(({ issuer, subject }) => issuer === claims.iss && subject === claims.sub);
  const name = machine ? `machine:${machine.name}` : `machine:unknown:${String(claims.sub ?? '').slice(0, 200)}`;
  const groups = machine && isShortLived(claims) ? groupsUpTo(machine.scope) : [];
  return { subject: name, displayName: name, groups, isMachine: true };
};

/** 403 that names the group or the scope which is missing; undefined for a caller who has it, or one above it. */
export const refusalOf = (caller: Caller, least: Group): Problem | undefined => {
  const enough = GROUPS.slice(GROUPS.indexOf(least));
  if (caller.subject && enough.some((group) => caller.groups.includes(group))) return undefined;
  if (caller.isMachine) {
    const fix = 'ask for a token with it, or give the machine more in machines of the configuration';
    return new Problem(403, 'scope-missing', `This needs the scope ${scopeOfGroup(least)}: ${fix}.`);
  }
  const fix = 'ask an administrator of the user pool to add you to it';
  return new Problem(403, 'group-missing', `This needs the group ${least}: ${fix}.`);
};

/** @throws Problem 403 */
export const requireGroup = (caller: Caller, least: Group): void => {
  const refusal = refusalOf(caller, least);
  if (refusal) throw refusal;
};

/** @throws Problem 403 for a machine */
export const requirePerson = ({ isMachine }: Caller): void => {
  if (isMachine) throw new Problem(403, 'person-needed', 'A person has to ask for this: sign in with tenantry login.');
};
