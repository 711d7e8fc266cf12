import type { CostEstimate } from '../contract/plan.ts';
import { type Deployed, PARTS } from '../model/deployed.ts';
import { estimateOf, hourlyUsd } from './prices.ts';

const HOUR = 3_600_000;

/** What a tenant has now, by list price. */
export const deployedEstimate = (deployed: Deployed): CostEstimate =>
  estimateOf(PARTS.filter((part) => deployed[part] && !deployed[part].until));

/** US dollars for what a tenant had between two times, by list price. @param from and to: epoch milliseconds */
export const spentBetween = (deployed: Deployed, from: number, to: number): number =>
  PARTS.reduce((sum, part) => {
    const span = deployed[part];
    if (!span) return sum;
    const until = span.until ? Date.parse(span.until) : to;
    const hours = Math.max(0, Math.min(until, to) - Math.max(Date.parse(span.since), from)) / HOUR;
    return sum + hours * hourlyUsd(part);
  }, 0);

/** Epoch milliseconds. */
export const monthStart = (now: number): number => {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
};
