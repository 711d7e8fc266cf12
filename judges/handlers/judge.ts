import type { Finding } from '../finding.ts';
import { statementsOf } from '../service-authorization/statements.ts';
import { type Document, documentOf } from '../templates/document.ts';
import type { Stack } from '../templates/every-stack.ts';
import { fileOf } from '../templates/files.ts';
import type { HandlerPermissions, Handlers } from './schemas.ts';

/** Whose permissions CloudFormation uses for a stack of a tenant's account, and what for. */
interface Caller {
  /** The end of the stack's name. */
  readonly stack: string;
  /** Logical id of the role in one of the tenant's baselines. */
  readonly role: string;
  readonly operations: readonly (keyof Handlers)[];
}
// The baselines themselves are written by the access role, which has every right.
const CALLERS: readonly Caller[] = [
  // A build deploys a release; a failed one is rolled back in the same name.
  { stack: '-api', role: 'ServiceRole', operations: ['create', 'read', 'update', 'delete'] },
  // Off-boarding deletes the stack, and the sweep deletes one that it finds left over.
  { stack: '-api', role: 'PipelineRole', operations: ['delete'] },
  { stack: '-api', role: 'OffboardRole', operations: ['delete'] },
];

/** What a role's own policies allow, as patterns in lower case: IAM compares actions without regard to case. */
const allowedTo = (baseline: Document, role: string): ((action: string) => boolean) => {
  const patterns = statementsOf(baseline)
    .filter(({ owner, kind, effect }) => owner === role && kind === 'identity' && effect === 'Allow')
    .flatMap(({ actions }) => actions)
    .map((action) => new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i'));
  if (patterns.length === 0) throw new Error(`the tenant baseline has no role ${role}: judges/handlers/judge.ts names it`);
  return (action) => patterns.some((pattern) => pattern.test(action));
};

/** Actions that CloudFormation's handlers need and their caller's role does not allow. */
export const handlers = (stacks: readonly Stack[], permissions: HandlerPermissions): readonly Finding[] => {
  const stackOf = (suffix: string): Stack => {
    const found = stacks.find(({ account, name }) => account === 'tenant' && name.endsWith(suffix));
    if (!found) throw new Error(`no stack of a tenant's account ends with ${suffix}: judges/handlers/judge.ts names it`);
    return found;
  };
  const [live, sweep] = [documentOf(stackOf('-baseline').body), documentOf(stackOf('-baseline-sweep').body)];
  const baseline = { ...live, Resources: { ...sweep.Resources, ...live.Resources } };
  return CALLERS.flatMap(({ stack: suffix, role, operations }) => {
    const stack = stackOf(suffix);
    const mayDo = allowedTo(baseline, role);
    return Object.entries(documentOf(stack.body).Resources).flatMap(([id, { Type }]) =>
      operations.flatMap((operation): readonly Finding[] => {
        const needed = permissions[Type];
        const where = `${fileOf(stack)} ${id} ${Type}`;
        if (!needed) return [{ judge: 'handlers', rule: 'permission', where, says: 'handler-permissions.json does not know the type' }];
        return needed[operation]
          .filter((action) => !mayDo(action))
          .map((action) => ({ judge: 'handlers', rule: 'permission', where, says: `${operation}: ${role} lacks ${action}` }));
      }),
    );
  });
};
