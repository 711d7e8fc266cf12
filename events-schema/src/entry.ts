import { z } from 'zod';
import * as fields from './fields.ts';
import { text } from './text.ts';
import { isVariableName, VARIABLE_FORM, VARIABLE_NAME_RULE, valuesOf } from './variable-names.ts';

/**
 * Fields as a person enters them: what AWS would refuse later is refused here. Stricter than the fields of events (`fields.ts`), which
 * read whatever the archive holds, and may never become narrower.
 */

/**
 * Hyphens in the third and fourth place are kept for internationalized names (RFC 5891, 4.2.3.1), and certificate authorities issue no
 * such label unless it is one (CA/Browser Forum, Baseline Requirements, 7.1.2.7.12: "P-Labels or Non-Reserved LDH Labels").
 */
export const slug = fields.slug.refine(
  (label) => !/^..--/.test(label),
  'hyphens in places 3 and 4 are kept for international names, and get no certificate',
);

/** The slug that a name makes: `Klinik Süd & West` is `klinik-sud-west`. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');

/** Its user name in Cognito has at most 128 characters (AdminCreateUser, Username); its local part 64 (RFC 5321, 4.5.3.1.1). */
export const email = z
  .email()
  .max(128)
  .refine((address) => address.lastIndexOf('@') <= 64, 'the part before the @ has more than 64 characters');

export const name = text(1, 100).refine((value) => value.trim() !== '', 'spaces alone');
export const plan = text(1, 40).refine((value) => value.trim() !== '', 'spaces alone');

const variableName = z.string().refine(isVariableName, VARIABLE_NAME_RULE);
/** How a variable may be called, for people. */
export const variableForm = VARIABLE_FORM;
/** What the variable of that name may say: one of its values where it has a list, else a line of text. */
export const variableValue = (variable: string) => {
  const values = valuesOf(variable);
  const choice = { error: `not one of ${values?.join(', ')}`, params: { fix: `Give one of ${values?.join(', ')}.` } };
  return text(0, 512).refine((value) => values?.includes(value) ?? true, choice);
};
/** Lambda: "the total size of all environment variables doesn't exceed 4 KB" (developer guide, "quotas"); the product's own take a part. */
const MAX_VARIABLES = 3_072;
type Variables = Readonly<Record<string, string>>;
/** Bytes that count against the limit of all variables together. */
export const sizeOf = (all: Variables): number => new TextEncoder().encode(JSON.stringify(all)).length;
const isSmall = (all: Variables): boolean => sizeOf(all) <= MAX_VARIABLES;
const small = {
  error: ({ input }: { readonly input?: unknown }) => `${sizeOf(input as Variables)} bytes in all`,
  params: { fix: `Keep them within ${MAX_VARIABLES}: Lambda takes 4 KB of variables.` },
};
/** Of a tenant, and those that all tenants have by the deployment's configuration. */
export const variables = z
  .record(variableName, text(0, 512))
  .superRefine((all, context) => {
    for (const name of Object.keys(all).filter(valuesOf)) {
      const issues = variableValue(name).safeParse(all[name]).error?.issues ?? [];
      for (const issue of issues) context.addIssue({ ...(issue as z.core.$ZodIssueCustom), path: [name] });
    }
  })
  .refine(isSmall, small);
/** All variables of a tenant, of which some may be from before there was a rule. */
export const storedVariables = fields.variables.refine(isSmall, small);
/** Why something is done, for the audit. */
export const reason = text(3, 500, z.string().trim());

type Issue = z.core.$ZodIssue;
/** The rule that a value breaks: a wrong key of a record hides it. */
export const brokenRule = (issue: Issue): Issue => (issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue);
/** What a rule of these says to do, where it says it. */
export const fixOf = (issue: Issue): string | undefined => {
  const fix: unknown = issue.code === 'custom' ? issue.params?.fix : undefined;
  return typeof fix === 'string' ? fix : undefined;
};
