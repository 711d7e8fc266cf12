import { GROUPS, type Group } from '../../contract/route.ts';
import { Problem } from '../../problem/problem.ts';

/** Who calls, as the JWT authorizer has verified it. */
export interface Caller {
  /** Never changes, unlike an e-mail address. */
  readonly subject: string;
  /** For people: e-mail address or user name. */
  readonly displayName: string;
  readonly groups: readonly string[];
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

export const callerOf = (claims: Claims): Caller => ({
  subject: String(claims.sub ?? ''),
  displayName: String(claims.email ?? claims['cognito:username'] ?? claims.username ?? claims.sub ?? ''),
  groups: groupsOf(claims['cognito:groups']),
});

/** @throws Problem 403 that names the group which is missing */
export const requireGroup = (caller: Caller, least: Group): void => {
  const enough = GROUPS.slice(GROUPS.indexOf(least));
  if (caller.subject && enough.some((group) => caller.groups.includes(group))) return;
  throw new Problem(
    403,
    'group-missing',
    `This needs the group ${least}: ask an administrator of the user pool to add you to it.`,
  );
};
