import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentOf } from '../templates/document.ts';
import { ROOT } from '../templates/root.ts';
import type { Role } from './roles.ts';

type Phase = 'create' | 'read' | 'update' | 'delete' | 'list';
/** Type → what its handlers ask in the caller's name, by AWS's own schema. */
type Handlers = Readonly<Record<string, Readonly<Partial<Record<Phase, readonly string[]>>>>>;

const handlers = JSON.parse(readFileSync(path.join(ROOT, 'laptop/aws/src/iam/generated/handler-permissions.json'), 'utf8')) as Handlers;

const typesOf = (resources: Readonly<Record<string, { readonly Type: string }>>): readonly string[] => [
  ...new Set(Object.values(resources).map(({ Type }) => Type)),
];
const release = (): readonly string[] =>
  typesOf(documentOf(readFileSync(path.join(ROOT, 'tenant-app/api/template.yml'), 'utf8')).Resources);

/** Whose rights CloudFormation works with, and on which stack. */
const STACKS: Readonly<Record<string, { readonly types: () => readonly string[]; readonly phases: readonly Phase[] }>> = {
  'tenant/tenantry-dev-service': { types: release, phases: ['create', 'read', 'update', 'delete', 'list'] },
  'tenant/tenantry-dev-pipeline': { types: release, phases: ['delete'] },
  'tenant/tenantry-dev-offboard': { types: release, phases: ['delete'] },
};

/** The actions, in lower case, that the handlers of a role's stacks ask in its name. */
export const handlerActions = ({ key }: Role): ReadonlySet<string> => {
  const stack = STACKS[key];
  return new Set(
    (stack?.types() ?? [])
      .flatMap((type) => stack?.phases.flatMap((phase) => handlers[type]?.[phase] ?? []) ?? [])
      .map((action) => action.toLowerCase()),
  );
};
