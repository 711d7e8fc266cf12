import { type Decision, evaluate, type PrincipalPolicies } from '../../iam/evaluate.ts';
import { actionMatches } from '../../iam/pattern.ts';
import { type Context, listed, type Policy, type Statement, statementsOf } from '../../iam/policy.ts';
import { mistakes } from '../../iam/reference.ts';
import { requestsOf } from '../../iam/requests/all.ts';
import type { Asked, Look } from '../../iam/requests/asked.ts';
import type { AwsCall } from '../call.ts';
import type { EmulatorClient } from '../emulator.ts';

/** One request of a call to IAM, and its answer. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request and of the resource; those of the caller follow from its role. */
  readonly keys: Context;
  /** The resource type whose handler asks in the caller's name, and what it does. */
  readonly handler?: string;
  /** Why not: `explicit deny`, `identity policy` …; absent where it is allowed. */
  readonly denied?: string;
}

export interface Answer {
  readonly questions: readonly Question[];
  /** What the gateway's tables have wrong of the call: an operation that they lack, an action or a resource that AWS does not know. */
  readonly mistakes: readonly string[];
  /** The first refusal. */
  readonly denial?: { readonly question: Question; readonly decision: Decision & { readonly allowed: false } };
}

export interface Questions {
  /** What IAM says to a call by a role; undefined for callers without policies: an account's root, AWS itself. */
  readonly of: (call: AwsCall) => Promise<Answer | undefined>;
  /** The same for what an AWS service does in a role's name, or what else a call needs. */
  readonly ask: (call: AwsCall, asked: readonly Asked[]) => Promise<Answer | undefined>;
}

interface Named {
  readonly name: string;
  readonly document: string;
}

const parsed = new Map<string, readonly Statement[]>();
const policyOf = ({ name, document }: Named): Policy => {
  const known = parsed.get(document) ?? statementsOf(document);
  if (parsed.size > 2_000) parsed.clear();
  parsed.set(document, known);
  return { name, statements: known };
};

/** Where an account is: its organization, and the way down to its unit, `o-…/r-…/ou-…/`. Empty for an account of none. */
interface Place {
  readonly organization?: string;
  readonly path?: string;
}
interface Resource extends Place {
  readonly account: string;
  readonly guards: readonly (readonly Named[])[] | null;
}
interface Principal {
  readonly policies: PrincipalPolicies;
  /** Whether they read whose a resource is: then the journal says it, too. */
  readonly readsOwner: boolean;
  readonly place: Place;
  /** By ARN: whose it is, and what guards it there. */
  readonly resources: Readonly<Record<string, Resource>>;
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const principalOf = async (emulator: EmulatorClient, call: AwsCall, resources: readonly string[]): Promise<Principal | undefined> => {
  const { accountId, role } = call.caller;
  const { status, output } = await emulator.internal('principal', { accountId, role, region: call.region, resources });
  if (status !== 200) throw new Error(`the emulator could not say what ${role} may do: ${String(output.message)}`);
  if (output.policies === null) return undefined;
  const guards = output.guards as readonly (readonly Named[])[] | null;
  return {
    policies: {
      identity: (output.policies as readonly Named[]).map(policyOf),
      ...(output.boundary ? { boundary: policyOf(output.boundary as Named) } : {}),
      ...(guards ? { scps: guards.map((level) => level.map(policyOf)) } : {}),
    },
    readsOwner: (output.policies as readonly Named[]).some(({ document }) => /aws:Resource(Account|Org)/.test(document)),
    place: output.place as Place,
    resources: output.resources as Principal['resources'],
    tags: output.tags as Principal['tags'],
  };
};

/** The global condition keys of a call (IAM User Guide, "AWS global condition context keys"). */
export const callerKeys = (accountId: string, role: string, region: string, { organization, path }: Place = {}): Context => ({
  'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/${role}`,
  'aws:PrincipalAccount': accountId,
  'aws:PrincipalType': 'AssumedRole',
  'aws:PrincipalIsAWSService': 'false',
  'aws:RequestedRegion': region,
  'aws:SecureTransport': 'true',
  ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
  ...(path === undefined ? {} : { 'aws:PrincipalOrgPaths': [path] }),
});

/** Condition keys of whose resource it is. What has no ARN is the caller's. */
const ownerKeys = ({ account, organization, path }: Resource): Context => ({
  'aws:ResourceAccount': account,
  ...(organization === undefined ? {} : { 'aws:ResourceOrgID': organization }),
  ...(path === undefined ? {} : { 'aws:ResourceOrgPaths': [path] }),
});

const speaksOf = ({ identity }: PrincipalPolicies, action: string): boolean =>
  identity.some(({ statements }) =>
    statements.some(({ Effect, Action }) => Effect === 'Allow' && listed(Action).some((text) => actionMatches(action, text))),
  );

const tagContext = (tags: Readonly<Record<string, string>> = {}): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));

/** Asks IAM, as AWS does, about every action and resource of a role's call: identity policies, boundary and service control policies. */
export const createQuestions = (emulator: EmulatorClient, look: Look): Questions => {
  const ask: Questions['ask'] = async (call, asked) => {
    const { role, accountId } = call.caller;
    if (role === undefined) return undefined;
    const principal = await principalOf(emulator, call, [...new Set(asked.map(({ resource }) => resource))]);
    if (!principal) return undefined;
    const common = callerKeys(accountId, role, call.region, principal.place);
    let denial: Answer['denial'];
    // Handlers have permissions for what a template does not use: which of them a role must have, a judge of the templates decides.
    const spoken = asked.filter(({ action, handler }) => handler === undefined || speaksOf(principal.policies, action));
    const questions = spoken.map(({ action, resource, keys, handler }): Question => {
      const owner = principal.resources[resource];
      const ofOwner = owner ? ownerKeys(owner) : {};
      const own = { ...(principal.readsOwner ? ofOwner : {}), ...tagContext(principal.tags[resource]), ...keys };
      const context = { ...common, ...ofOwner, ...own };
      const rcps = owner?.guards?.map((level) => level.map(policyOf));
      const decision = evaluate({ ...principal.policies, ...(rcps ? { rcps } : {}) }, { action, resource, context });
      const question = {
        action,
        resource,
        keys: own,
        ...(handler === undefined ? {} : { handler }),
        ...(decision.allowed ? {} : { denied: decision.reason }),
      };
      if (!decision.allowed) denial ??= { question, decision };
      return question;
    });
    return { questions, mistakes: await mistakes(asked.filter(({ handler }) => handler === undefined)), ...(denial ? { denial } : {}) };
  };
  return {
    ask,
    of: async (call) => {
      if (call.caller.role === undefined) return undefined;
      const asked = await requestsOf({ ...call, accountId: call.caller.accountId }, look);
      if (asked === undefined || (asked.length === 0 && call.operation === '')) {
        return { questions: [], mistakes: [`no IAM request is known for ${call.service} ${call.operation || call.path}`] };
      }
      return ask(call, asked);
    },
  };
};
