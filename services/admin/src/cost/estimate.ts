import type { CostEstimate } from '../contract/plan.ts';
import { type Deployed, PARTS, type Part } from '../model/deployed.ts';
import { estimateOf, hourlyUsd, unpricedOf } from './prices.ts';

const HOUR = 3_600_000;

/** What a tenant has now, by list price of a region. */
export const deployedEstimate = (deployed: Deployed, region: string): CostEstimate =>
  estimateOf(
    PARTS.filter((part) => deployed[part] && !deployed[part].until),
    region,
  );

interface Window {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}
/** Hours of a window in which a part was there. */
const hoursOf = (deployed: Deployed, part: Part, { from, to }: Window): number => {
  const span = deployed[part];
  if (!span) return 0;
  const until = span.until ? Date.parse(span.until) : to;
  return Math.max(0, Math.min(until, to) - Math.max(Date.parse(span.since), from)) / HOUR;
};

/** US dollars for what a tenant had between two times, by what list prices of the region are known. */
export const spentBetween = (deployed: Deployed, region: string, window: Window): number =>
  PARTS.reduce((sum, part) => sum + hoursOf(deployed, part, window) * hourlyUsd(part, region), 0);

/** What of it has no known price. */
export const unpricedBetween = (deployed: Deployed, region: string, window: Window): readonly string[] =>
  PARTS.filter((part) => hoursOf(deployed, part, window) > 0).flatMap((part) => unpricedOf(part, region));

/** Epoch milliseconds. */
export const monthStart = (now: number): number => {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
};
