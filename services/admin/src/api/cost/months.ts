import type { TenantCost } from '../../contract/cost.ts';
import type { MonthlyCost } from '../../cost/cost-explorer.ts';

/**
 * What an account cost in each month since its tenant was asked for. Before, there was no account, or somebody else's: some are reused.
 * @param since ISO 8601, UTC
 */
export const tenantMonths = (reported: readonly MonthlyCost[], accountId: string, since: string): TenantCost['months'] =>
  reported
    .filter(({ month }) => month >= since.slice(0, 'YYYY-MM'.length))
    .map(({ month, isFinal, byKey }) => ({ month, isFinal, usd: Math.round((byKey[accountId] ?? 0) * 100) / 100 }));
