import type { Finding } from '../finding.ts';
import { documentOf } from '../templates/document.ts';
import type { Stack } from '../templates/every-stack.ts';
import { fileOf } from '../templates/files.ts';
import { overlaps } from './overlap.ts';
import { actionsNamed, isAmong, isGlobal, isMisspelled, type ReferenceAction } from './reference.ts';
import { type FoundStatement, statementsOf } from './statements.ts';

interface Named {
  readonly all: readonly ReferenceAction[];
  /** Those that the statement names without a wildcard: of many behind one, not each has to fit. */
  readonly spelled: readonly ReferenceAction[];
}
type Say = (rule: string, says: string) => void;
const takes = (action: ReferenceAction, resource: string): boolean => action.types.some(({ arn }) => overlaps(resource, arn));

/** A name that no action of AWS has. */
const judgeActions = async (names: readonly string[], say: Say): Promise<Named> => {
  const all: ReferenceAction[] = [];
  const spelled: ReferenceAction[] = [];
  for (const name of names) {
    const found = await actionsNamed(name);
    if (found.length === 0) say('action', `AWS knows no action ${name}`);
    all.push(...found);
    if (!/[*?]/.test(name)) spelled.push(...found);
  }
  return { all, spelled };
};

/** A resource that is no type of the statement's actions, or an action that none of the statement's resources is for. */
const judgeResources = (statement: FoundStatement, { all, spelled }: Named, say: Say): void => {
  const named = statement.resources.filter((resource) => resource !== '*');
  for (const resource of named) {
    if (!all.some((action) => takes(action, resource))) say('resource', `no action of the statement takes ${resource}`);
  }
  if (named.length < statement.resources.length) return;
  for (const action of spelled) {
    if (action.types.length === 0) say('resource', `${action.name} is evaluated on * only`);
    else if (!named.some((resource) => takes(action, resource)))
      say('resource', `no resource of the statement is a type that ${action.name} takes`);
  }
};

/** A condition key that a request for the action never has, so that the condition is never fulfilled, or with ...IfExists always. */
const judgeKeys = (statement: FoundStatement, named: Named, say: Say): void => {
  for (const [operator, key] of statement.conditions) {
    for (const says of wrongKey(statement, named, operator, key)) say('condition', says);
  }
};
const wrongKey = (statement: FoundStatement, { all, spelled }: Named, operator: string, key: string): readonly string[] => {
  const knows = (action: ReferenceAction): boolean => {
    const types = action.types.filter(({ arn }) => statement.resources.some((resource) => overlaps(resource, arn)));
    return isAmong(key, [...action.keys, ...types.flatMap((type) => type.keys)]);
  };
  if (isGlobal(key)) return [];
  if (statement.actions.includes('*')) return isMisspelled(key) ? [`AWS has no global key ${key}`] : [];
  // Of several actions, one has to have the key.
  if (operator.endsWith('IfExists') || spelled.length === 0) return all.some(knows) ? [] : [`no action of the statement knows ${key}`];
  return spelled.filter((action) => !knows(action)).map((action) => `${action.name} knows no ${key}`);
};

/** Actions that a policy allows without all the types of resources that every request for them names. */
const judgeRequired = async (statements: readonly FoundStatement[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  const allowed = new Map<string, { readonly action: ReferenceAction; readonly where: string; readonly resources: string[] }>();
  for (const { actions, resources, where } of statements) {
    for (const action of (await Promise.all(actions.map(actionsNamed))).flat()) {
      const seen = allowed.get(action.name) ?? { action, where, resources: [] };
      seen.resources.push(...resources);
      allowed.set(action.name, seen);
    }
  }
  for (const { action, where, resources } of allowed.values()) {
    for (const { name, arn } of action.types.filter(({ isRequired }) => isRequired)) {
      if (resources.some((resource) => overlaps(resource, arn))) continue;
      findings.push({
        judge: 'service-authorization',
        rule: 'required',
        where,
        says: `${action.name} needs a resource of the type ${name} too: ${arn}`,
      });
    }
  }
  return findings;
};

/** What the Service Authorization Reference has against the policies of a template. @param place account and stack */
export const judgePolicies = async (place: string, statements: readonly FoundStatement[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const statement of statements) {
    const say: Say = (rule, says) => findings.push({ judge: 'service-authorization', rule, where: statement.where, says });
    const names = statement.actions.filter((action) => action !== '*');
    const named = await judgeActions(names, say);
    // The resource of a trust policy is its role, and needs no naming; `*` in a policy of a resource is that resource.
    if (statement.kind !== 'trust' && names.length > 0) judgeResources(statement, named, say);
    judgeKeys(statement.kind === 'trust' ? { ...statement, resources: ['*'] } : statement, named, say);
  }
  const granting = statements.filter(({ kind, effect }) => kind === 'identity' && effect === 'Allow');
  for (const owner of new Set(granting.map((statement) => statement.owner))) {
    findings.push(...(await judgeRequired(granting.filter((statement) => statement.owner === owner))));
  }
  return findings.map((finding) => ({ ...finding, where: `${place} ${finding.where}` }));
};

/** Every policy of every stack against the Service Authorization Reference. */
export const serviceAuthorization = async (stacks: readonly Stack[]): Promise<readonly Finding[]> =>
  (await Promise.all(stacks.map((stack) => judgePolicies(fileOf(stack), statementsOf(documentOf(stack.body)))))).flat();
