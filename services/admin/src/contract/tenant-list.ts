import { z } from 'zod';
import { AttentionKind, Outcome } from './attention.ts';
import { page, StageNameField, TenantState } from './fields.ts';

const KINDS = AttentionKind.options.join('|');
const STATES = TenantState.options.join('|');
/** One state, or several with commas between them. */
const STATE_QUERY = new RegExp(`^(${STATES})(,(${STATES}))*$`);
export const TENANT_SORTS = ['name', 'state', 'domain', 'plan', 'requestedAt'] as const;
const ATTENTION_QUERY = new RegExp(`^(any|none|(${KINDS})(,(${KINDS}))*)$`);

/** What a list of tenants is reduced to, and in which order. */
export const tenantListQuery = z.strictObject({
  search: z.string().trim().min(1).max(100).optional().describe('Part of a name, slug, domain, tenant id or account id; in any case.'),
  state: z
    .string()
    .regex(STATE_QUERY, 'states with commas between them')
    .optional()
    .describe(`Only tenants in these states (${TenantState.options.join(', ')}), with commas between.`),
  outcome: Outcome.optional().describe('Only tenants of which this became.'),
  attention: z
    .string()
    .regex(ATTENTION_QUERY, 'any, none, or kinds of attention with commas between them')
    .optional()
    .describe(`Only tenants that need attention: \`any\`, \`none\`, or kinds (${AttentionKind.options.join(', ')}) with commas between.`),
  behind: StageNameField.optional().describe('Only live tenants that are behind on this stage.'),
  sort: z
    .enum([...TENANT_SORTS, ...TENANT_SORTS.map((name) => `-${name}` as const)])
    .optional()
    .describe('By what they are sorted, with `-` before it from the end; newest first when absent.'),
  ...page,
});
