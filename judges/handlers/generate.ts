import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { documentOf } from '../templates/document.ts';
import type { Stack } from '../templates/every-stack.ts';
import { ROOT } from '../templates/root.ts';
import { type HandlerPermissions, permissionsOf } from './schemas.ts';

const FILE = path.join(ROOT, 'laptop/aws/src/iam/generated/handler-permissions.json');

/** Permissions of the handlers of every type that our templates use, as committed. */
export const handlerPermissions = (): HandlerPermissions => JSON.parse(readFileSync(FILE, 'utf8')) as HandlerPermissions;

const textOf = (stacks: readonly Stack[]): string => {
  const types = stacks.flatMap(({ body }) => Object.values(documentOf(body).Resources).map(({ Type }) => Type));
  return `${JSON.stringify(permissionsOf(types), undefined, 2)}\n`;
};

/** Writes the file again. */
export const generateHandlerPermissions = (stacks: readonly Stack[]): void => writeFileSync(FILE, textOf(stacks));
/** Whether the committed file is what cfn-lint's schemas say of the types that the stacks use. */
export const isCurrent = (stacks: readonly Stack[]): boolean => readFileSync(FILE, 'utf8') === textOf(stacks);
