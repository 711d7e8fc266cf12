import type { Quota } from '@tenantry/api-client/generated/api';

/** Share of a quota from which one should do something about it. */
const TIGHT = 0.8;

/** Quotas of which more than 80 % are used, the fullest first, then those of which it is not known. */
export const tightOf = (quotas: readonly Quota[]): readonly Quota[] => {
  const share = ({ used, limit }: Quota): number => (used === undefined || limit === undefined ? 0 : limit > 0 ? used / limit : 1);
  return quotas
    .filter((quota) => quota.used === undefined || quota.limit === undefined || share(quota) > TIGHT)
    .sort((a, b) => share(b) - share(a));
};

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
/** `2026-11` is `Nov 2026`. */
export const monthTitle = (month: string): string => MONTH.format(Date.parse(`${month}-01T00:00:00Z`));

/** Two bars of one name would be one: the second and later are numbered. */
export const distinct = (labels: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
};
