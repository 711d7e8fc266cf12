import * as entry from '@tenantry/events-schema/entry';
import type { Checked } from '../../problem/problem.ts';
import { fieldProblems } from '../../problem/zod-problems.ts';

const FIX = 'Give {"APP_NAME": "text"}, with null to remove a variable: at most 512 characters on one line.';

export type Variables = Readonly<Record<string, string>>;
export type VariablesPatch = Readonly<Record<string, string | null>>;

/**
 * Applies a merge patch (RFC 7396) to a tenant's variables: null removes. What a tenant has from before there was a rule stays, and
 * variables that are too many may become fewer one by one.
 * @returns all variables as they are afterwards
 */
export const patchVariables = (before: Variables, patch: VariablesPatch): Checked<Variables> => {
  const merged = { ...before, ...patch };
  const after = Object.fromEntries(Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== null));
  const changes = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const isFewer = entry.sizeOf(after) < entry.sizeOf(before);
  const wrong =
    entry.variables.safeParse(Object.fromEntries(changes)).error ?? (isFewer ? undefined : entry.storedVariables.safeParse(after).error);
  return wrong ? { ok: false, fields: fieldProblems(wrong, {}, FIX) } : { ok: true, value: after };
};
