import { brokenRule, fixOf } from '@tenantry/events-schema/entry';
import type { z } from 'zod';
import type { FieldProblem } from '../contract/fields.ts';

/** Per field of a schema what it should be: its description. */
export const hintsOf = (schema: z.ZodObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, (field as z.ZodType).description ?? '']));

/**
 * The issues of a parsed value as field problems.
 * @param fixes per top-level field what to do
 */
export const fieldProblems = (error: z.ZodError, fixes: Readonly<Record<string, string>>, otherwise = ''): readonly FieldProblem[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(fixes).join(', ');
      return issue.keys.map((key) => ({
        field: `/${key}`,
        problem: 'unknown field',
        fix: known ? `Remove it; known are ${known}.` : 'Remove it.',
      }));
    }
    const field = issue.path.length > 0 ? `/${issue.path.join('/')}` : '/';
    const rule = brokenRule(issue);
    // A field's own rule says more than its description can.
    const fix = fixOf(rule) || fixes[String(issue.path[0] ?? '')] || otherwise || 'Send a JSON object.';
    return [{ field, problem: messageOf(rule), fix }];
  });

const messageOf = ({ code, message }: z.core.$ZodIssue): string =>
  code === 'invalid_type' && message.endsWith('received undefined') ? 'missing' : message;
