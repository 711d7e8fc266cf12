import { z } from 'zod';
import type { ConfigProblem } from './config-problem.ts';

/** What an organization itself puts into its accounts: Control Tower, StackSets, AWS Config, access for its auditors. */

/** `*` stands for any characters, `?` for one, as in IAM. @returns whether a whole name fits a pattern */
export const fits = (pattern: string, name: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(name);
};

/** A pattern must say something: a service control policy and the proof of an empty account rest on it. */
const LITERAL = /^[^*?]{3}/;
/** Names of the product, which no pattern may hide. */
const OURS = ['tenantry-stage-network', 'tenantry-00000000000000000000000000-api'];
const hidesOurs = (pattern: string): boolean => pattern.startsWith('tenantry-') || OURS.some((name) => fits(pattern, name));

const namePattern = z
  .string()
  .min(3)
  .max(128)
  .regex(LITERAL, 'begins with at least three characters that are no wildcard')
  .refine((pattern) => !hidesOurs(pattern), 'would hide what is the product’s own: names that begin with tenantry');
const reason = z.string().min(1).describe('Why it is there, for the evidence of an off-boarding.');
const MOST = 20;
const names = z
  .array(z.object({ name: namePattern, reason }))
  .max(MOST)
  .default([]);

export const OrganizationBaseline = z.object({
  roles: names.describe('IAM roles; they may also go on working in an account in quarantine.'),
  policies: names.describe('IAM policies.'),
  stacks: names.describe('CloudFormation stacks, for instance of StackSets.'),
  buckets: names,
  logGroups: names,
  functions: names,
  /** Principals that have no role of that name in the account, for instance an Identity Center role with its path. */
  principals: z
    .array(
      z.object({
        arn: z
          .string()
          .regex(/^arn:aws:iam::(\*|\d{12}):(role|user)\/[^*?]{3}/, 'arn:aws:iam::*:role/… or …:user/…, with at least three characters')
          .refine((arn) => !hidesOurs(arn.replace(/^[^/]*\//, '')), 'names principals of the product'),
        reason,
      }),
    )
    .max(MOST)
    .default([])
    .describe('Patterns of IAM ARNs that may go on working in an account in quarantine.'),
});
export type OrganizationBaseline = z.infer<typeof OrganizationBaseline>;

/** ARN patterns for the exemption in a service control policy. A role's name says nothing of its path: that needs `principals`. */
export const exemptPrincipals = ({ roles, principals }: OrganizationBaseline): readonly string[] => [
  ...roles.map(({ name }) => `arn:aws:iam::*:role/${name}`),
  ...principals.map(({ arn }) => arn),
];

/**
 * Characters that a service control policy has for what it exempts: 10,240 in all (AWS Organizations User Guide, "Quotas for AWS
 * Organizations"), less its own statements; two of a policy's statements exempt.
 */
export const MAX_EXEMPT = 4_000;

/** What Organizations would find wrong with the policies that hold it. Pure. */
export const baselineProblems = (baseline: OrganizationBaseline): readonly ConfigProblem[] => {
  const { length } = JSON.stringify(exemptPrincipals(baseline));
  const problem = `with the roles it makes ${length} characters of a service control policy, which has room for ${MAX_EXEMPT}`;
  const path = 'organization.baseline.principals';
  return length > MAX_EXEMPT ? [{ path, problem, fix: 'name fewer, or by shorter patterns' }] : [];
};
