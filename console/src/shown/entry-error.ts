import './without-eval.ts';
import type { z } from 'zod';

/**
 * What to say at a field whose value breaks one of the API's own rules: the rule's word and its fix where it has both, else what the
 * field wants.
 */
export const entryError = (rule: z.ZodType, value: string, wanted: string): string | undefined => {
  const issues = rule.safeParse(value.trim()).error?.issues;
  const said = issues?.flatMap((issue) => (issue.code === 'custom' ? [[issue.message, issue.params?.fix] as const] : []))[0];
  if (!issues) return undefined;
  if (!said) return wanted;
  const [message, fix] = said;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${typeof fix === 'string' ? fix : wanted}`;
};
