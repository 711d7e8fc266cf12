/** A time window as the address has it: `7d`, or two times with `/` between (ISO 8601). */
export interface AuditWindow {
  readonly from?: string;
  readonly to?: string;
}
const HOURS: Readonly<Record<string, number>> = { '1d': 24, '7d': 168, '30d': 720, '90d': 2_160 };
export const WINDOWS = [
  { key: '1d', amount: 1, unit: 'day' },
  { key: '7d', amount: 7, unit: 'day' },
  { key: '30d', amount: 30, unit: 'day' },
  { key: '90d', amount: 90, unit: 'day' },
] as const;

/** @returns undefined for a text that is none; an empty one is all of time. @param now epoch milliseconds */
export const windowOf = (text: string, now: number): AuditWindow | undefined => {
  if (text === '') return {};
  const hours = HOURS[text];
  if (hours !== undefined) return { from: new Date(now - hours * 3_600_000).toISOString() };
  const [from = Number.NaN, to = Number.NaN] = text.split('/').map((part) => Date.parse(part));
  return from <= to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : undefined;
};
