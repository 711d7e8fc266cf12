import type { z } from 'zod';
import type { FieldProblem } from './problem.ts';

/**
 * The issues of a parsed body as field problems.
 * @param fixes per top-level field what to do
 */
export const fieldProblems = (error: z.ZodError, fixes: Readonly<Record<string, string>>, otherwise = ''): readonly FieldProblem[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: `/${key}`,
        problem: 'unknown field',
        fix: `Remove it; known are ${Object.keys(fixes).join(', ')}.`,
      }));
    }
    const field = issue.path.length > 0 ? `/${issue.path.join('/')}` : '/';
    return [{ field, problem: issue.message, fix: fixes[String(issue.path[0] ?? '')] ?? (otherwise || 'Send a JSON object.') }];
  });
