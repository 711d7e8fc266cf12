import { usageError } from './exit-code.ts';

/** `8 s`, `2 min 31 s`, `3 h 5 min`, `4 d 2 h`. */
export const duration = (seconds: number): string => {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${seconds < 9.95 && seconds > 0 ? Number(seconds.toFixed(1)) : s} s`;
  const parts = (large: number, big: string, small: number, little: string) => `${large} ${big}${small > 0 ? ` ${small} ${little}` : ''}`;
  if (s < 3_600) return parts(Math.floor(s / 60), 'min', s % 60, 's');
  if (s < 86_400) return parts(Math.floor(s / 3_600), 'h', Math.floor((s % 3_600) / 60), 'min');
  return parts(Math.floor(s / 86_400), 'd', Math.floor((s % 86_400) / 3_600), 'h');
};

/** How long ago: `3 h 5 min`; empty when it is not known. */
export const age = (time: string | undefined, now: number): string => (time ? duration((now - Date.parse(time)) / 1000) : '');

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Seconds of `90s`, `30m`, `2h`, `7d`, `1w`. @throws CommandError for anything else */
export const secondsOf = (text: string): number => {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim()) ?? [];
  if (amount === undefined) throw usageError(`'${text}' is no duration`, 'write 90s, 30m, 2h or 7d');
  return Number(amount) * (UNITS[unit] ?? 1);
};

/** ISO 8601, UTC, of a time or of how long ago it was (`2h`). @throws CommandError for anything else */
export const timeOf = (text: string, now: number): string => {
  if (/^\d+(\.\d+)?[smhdw]$/.test(text.trim())) return new Date(now - secondsOf(text) * 1000).toISOString();
  const parsed = text.trim() === 'now' ? now : Date.parse(text);
  if (Number.isNaN(parsed)) throw usageError(`'${text}' is no time`, 'write 2026-11-24T06:00:00Z, or how long ago: 2h');
  return new Date(parsed).toISOString();
};
