/** Seconds for people: `0.4 s`, `12 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`. */
export const duration = (seconds: number): string => {
  if (seconds < 0.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return joined(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(whole / 3_600);
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
};
const joined = (large: number, unit: string, small: number, smaller: string): string =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;

/** How long ago, or in how long, seen from `now` (epoch milliseconds). */
export const fromNow = (iso: string, now: number): string => {
  const seconds = (now - Date.parse(iso)) / 1_000;
  if (Math.abs(seconds) < 2) return 'now';
  return seconds > 0 ? `${duration(coarse(seconds))} ago` : `in ${duration(coarse(-seconds))}`;
};
/** For how long something has lasted, seen from `now` (epoch milliseconds). */
export const lasting = (since: string, now: number): string => duration(coarse(Math.max(0, (now - Date.parse(since)) / 1_000)));
/** Nobody needs the seconds of what was an hour ago. */
const coarse = (seconds: number): number => (seconds < 60 ? seconds : seconds < 3_600 ? Math.round(seconds / 60) * 60 : seconds);

const PARTS = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
/** `27 Nov 2026, 16:30:40 GMT-5`: in a zone, which it names. @param timeZone the reader's own when absent */
export const dateTimeIn = (timeZone?: string): ((iso: string) => string) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZoneName: 'short', ...(timeZone ? { timeZone } : {}) });
  return (iso) => {
    const at = Date.parse(iso);
    return Number.isNaN(at) ? '–' : format.format(at);
  };
};
/** Date and time in the reader's own time zone, which it names: two people on a call do not misread each other. */
export const dateTime = dateTimeIn();

const USD = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
export const dollars = (usd: number): string => USD.format(usd);
/** A sum by list price. @param priceUnknown what it lacks, if anything */
export const estimated = (usd: number, priceUnknown: string | undefined): string =>
  priceUnknown ? `at least ${dollars(usd)}` : dollars(usd);

const NUMBER = new Intl.NumberFormat('en-US');
export const number = (value: number): string => NUMBER.format(value);

/** `1 tenant`, `2 tenants`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

/** `natGateway` is `NAT gateway`: the code's names for people. */
export const stepTitle = (step: string): string => {
  const words = step
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) => ACRONYMS[word.toLowerCase()] ?? word.toLowerCase());
  const title = words.join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
};
const ACRONYMS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  api: 'API',
  cidr: 'CIDR',
  dkim: 'DKIM',
  dns: 'DNS',
  http: 'HTTP',
  ip: 'IP',
  nat: 'NAT',
  ui: 'UI',
  vpc: 'VPC',
};
