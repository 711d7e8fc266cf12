import { BlockList, isIP } from 'node:net';
import { like, plain } from './pattern.ts';

/** Compares one value of the request with one of the policy. */
export type Compare = (actual: string, expected: string) => boolean;

const numbers =
  (holds: (a: number, b: number) => boolean): Compare =>
  (actual, expected) =>
    holds(Number(actual), Number(expected));
/** ISO 8601, or seconds since 1970. */
const time = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const dates =
  (holds: (a: number, b: number) => boolean): Compare =>
  (actual, expected) =>
    holds(time(actual), time(expected));

const inNetwork: Compare = (actual, expected) => {
  const [network = '', prefix] = expected.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(actual) === 0 || isIP(network) === 0) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  return list.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4');
};

/** ARNs are compared segment by segment; ArnEquals and ArnLike are the same (IAM User Guide, "ARN condition operators"). */
const arns: Compare = (actual, expected) => {
  const split = (arn: string): string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [a, b] = [split(actual), split(expected)];
  return b.every((segment, at) => like(a[at] ?? '', segment));
};

const lower = (text: string): string => text.toLowerCase();

/** The operators that hold where a value of the request fits one of the policy (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
export const POSITIVE: Readonly<Record<string, Compare>> = {
  StringEquals: (a, b) => a === plain(b),
  StringEqualsIgnoreCase: (a, b) => lower(a) === lower(plain(b)),
  StringLike: like,
  NumericEquals: numbers((a, b) => a === b),
  NumericLessThan: numbers((a, b) => a < b),
  NumericLessThanEquals: numbers((a, b) => a <= b),
  NumericGreaterThan: numbers((a, b) => a > b),
  NumericGreaterThanEquals: numbers((a, b) => a >= b),
  DateEquals: dates((a, b) => a === b),
  DateLessThan: dates((a, b) => a < b),
  DateLessThanEquals: dates((a, b) => a <= b),
  DateGreaterThan: dates((a, b) => a > b),
  DateGreaterThanEquals: dates((a, b) => a >= b),
  Bool: (a, b) => lower(a) === lower(b),
  BinaryEquals: (a, b) => a === b,
  IpAddress: inNetwork,
  ArnEquals: arns,
  ArnLike: arns,
};

/** Those that hold where none fits, by the operator that they turn round. */
export const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};
