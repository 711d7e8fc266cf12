import './without-eval.ts';
import { fixOf } from '@tenantry/events-schema/entry';
import type { z } from 'zod';

/**
 * What to say at a field whose value breaks one of the API's own rules: the rule's word and its fix where it has both, else what the
 * field wants.
 */
export const entryError = (rule: z.ZodType, value: string, wanted: string): string | undefined => {
  const issues = rule.safeParse(value.trim()).error?.issues;
  if (!issues) return undefined;
  const said = issues.find(({ code }) => code === 'custom');
  return said ? `${said.message.charAt(0).toUpperCase()}${said.message.slice(1)}. ${fixOf(said) ?? wanted}` : wanted;
};
