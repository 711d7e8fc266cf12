import { variables as variablesField } from '@tenantry/events-schema/fields';
import type { Checked, FieldProblem } from '../problem.ts';
import { fieldProblems } from '../zod-problems.ts';

/** Lambda: "the total size of all environment variables doesn't exceed 4 KB" (developer guide, "quotas"); the product's own take a part. */
const MAX_BYTES = 3_072;
/** Names that Lambda and CodeBuild keep for themselves. */
const KEPT = /^(AWS|CODEBUILD|LAMBDA|TENANTRY)_/;
/**
 * Names by which a shell, the loader, Node, npm, Python, Git or TLS are told what to run or whom to trust. Builds reach every
 * tenant's account: who may set a variable must not thereby run code in one.
 */
const STEERING = /^((BASH|DYLD|GIT|LD|NODE|NPM|SSH|SSL)_|PYTHON|(.*_PROXY|CDPATH|ENV|HOME|IFS|PATH|PROMPT_COMMAND|PS[0-4]|SHELL|TMPDIR)$)/;
const FIX = 'Give {"NAME": "text"}, with null to remove a variable: upper-case letters, digits and underscores, at most 512 characters.';

export type Variables = Readonly<Record<string, string>>;
export type VariablesPatch = Readonly<Record<string, string | null>>;

/** What is wrong with variables that are well formed. */
export const checkVariables = (variables: Variables): readonly FieldProblem[] => {
  const kept = Object.keys(variables)
    .filter((name) => KEPT.test(name) || STEERING.test(name))
    .map((name) => ({
      field: `/variables/${name}`,
      problem: `${name} is kept for AWS and the product`,
      fix: 'Choose another name: give it another beginning.',
    }));
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  const large = {
    field: '/variables',
    problem: `${bytes} bytes in all`,
    fix: `Keep them within ${MAX_BYTES}: Lambda takes 4 KB of variables.`,
  };
  return bytes > MAX_BYTES ? [...kept, large] : kept;
};

/**
 * Applies a merge patch (RFC 7396) to a tenant's variables: null removes.
 * @returns all variables as they are afterwards
 */
export const patchVariables = (before: Variables, patch: VariablesPatch): Checked<Variables> => {
  const merged = { ...before, ...patch };
  const after = Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null));
  const checked = variablesField.safeParse(after);
  if (!checked.success) return { ok: false, fields: fieldProblems(checked.error, {}, FIX) };
  const fields = checkVariables(after);
  return fields.length > 0 ? { ok: false, fields } : { ok: true, value: after };
};
