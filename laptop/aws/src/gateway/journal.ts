import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { AwsCall } from './call.ts';
import type { Question } from './iam/questions.ts';
import type { Labels } from './labels.ts';
import type { Violation } from './models/violation.ts';

/** One AWS call: who, what, and how it ended. One line of NDJSON in the journal's file. */
export interface JournalEntry {
  /** ISO time of arrival. */
  readonly time: string;
  readonly id: string;
  readonly account: string;
  readonly role?: string;
  /** What the caller said of its work. */
  readonly labels?: Labels;
  readonly service: string;
  readonly operation: string;
  /** Where the call was performed: what it was signed for, but us-east-1 for services that are there only. */
  readonly region: string;
  /** SHA-256 (first 16 hex digits) of all parameters: equal digests are equal calls. */
  readonly digest: string;
  /** Short readable parameters, without secrets. */
  readonly params: string;
  /** `ok`, or `error` with the AWS error code in `code`, or `dropped` where a fault cut the connection. */
  readonly outcome: 'ok' | 'error' | 'dropped';
  readonly code?: string;
  readonly status: number;
  readonly ms: number;
  /** What IAM was asked: every action and resource of a role's call. */
  readonly iam?: readonly Question[];
  /** What the laptop's tables of IAM requests have wrong of this call. */
  readonly iamMistakes?: readonly string[];
  /** What the request has wrong by AWS's API model, without its values: for this it was refused. */
  readonly modelViolations?: readonly Pick<Violation, 'at' | 'constraint'>[];
}

/** What an AWS service asked IAM in a role's name: no call, so a line of the file only. */
type ServiceEntry = Pick<JournalEntry, 'time' | 'account' | 'role' | 'iam' | 'iamMistakes'> & {
  readonly service: string;
  readonly operation?: string;
};

interface DuplicateCall {
  readonly role: string;
  readonly service: string;
  readonly operation: string;
  readonly params: string;
  readonly count: number;
}

export interface Journal {
  /** The calls still in memory (the last 50,000), oldest first. */
  readonly entries: () => readonly JournalEntry[];
  readonly record: (entry: JournalEntry) => void;
  readonly recordService: (entry: ServiceEntry) => void;
  /** A marker: pass it as `since` to look only at later calls. */
  readonly mark: () => number;
  readonly since: (mark: number) => readonly JournalEntry[];
  readonly countByService: (entries?: readonly JournalEntry[]) => Record<string, number>;
  /** (role, operation, parameters) that occur more than once among the calls that succeeded. */
  readonly duplicates: (entries?: readonly JournalEntry[]) => DuplicateCall[];
  readonly close: () => Promise<void>;
}

const RING = 50_000;
// `HeaderValue` is what CloudFront adds to requests for an origin: often what the origin knows it by.
const SECRET = /password|secret|token|credential|authorization|zipfile|signature|headervalue/i;

/** JSON with sorted keys, so that equal parameters give equal text whatever their order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const readable = (params: Readonly<Record<string, unknown>>): string => {
  const text = JSON.stringify(params, (key, inner: unknown) => {
    if (SECRET.test(key)) return '***';
    return typeof inner === 'string' && inner.length > 120 ? `${inner.slice(0, 120)}…` : inner;
  });
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
};

/** Digest and short form of a call's parameters, for its journal line. */
export const describeParams = (call: AwsCall): Pick<JournalEntry, 'digest' | 'params'> => {
  // REST calls differ by path as well; an unparsed body (S3's policies, objects) still counts.
  const identity = Object.keys(call.params).length > 0 ? call.params : { path: call.path };
  const digest = createHash('sha256')
    .update(`${call.region}|${stable(identity)}|`)
    .update(call.params.body === undefined ? call.body : '')
    .digest('hex')
    .slice(0, 16);
  return { digest, params: readable(call.params) };
};

/** Keeps the calls in memory and, with a file, appends each as one NDJSON line. */
export const createJournal = (file?: string): Journal => {
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
  let ring: JournalEntry[] = [];
  let dropped = 0;
  const entries = (): readonly JournalEntry[] => ring;
  return {
    entries,
    record: (entry) => {
      ring.push(entry);
      if (ring.length > RING * 1.2) {
        dropped += ring.length - RING;
        ring = ring.slice(-RING);
      }
      stream?.write(`${JSON.stringify(entry)}\n`);
    },
    recordService: (entry) => void stream?.write(`${JSON.stringify(entry)}\n`),
    mark: () => dropped + ring.length,
    since: (mark) => ring.slice(Math.max(0, mark - dropped)),
    countByService: (among = ring) => {
      const counts: Record<string, number> = {};
      for (const { service } of among) counts[service] = (counts[service] ?? 0) + 1;
      return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
    },
    duplicates: (among = ring) => {
      const groups = new Map<string, { first: JournalEntry; count: number }>();
      for (const entry of among) {
        if (entry.outcome !== 'ok') continue;
        const key = [entry.account, entry.role, entry.service, entry.operation, entry.digest].join('|');
        const group = groups.get(key);
        if (group) group.count += 1;
        else groups.set(key, { first: entry, count: 1 });
      }
      return [...groups.values()]
        .filter(({ count }) => count > 1)
        .map(({ first, count }) => ({
          role: first.role ?? 'root',
          service: first.service,
          operation: first.operation,
          params: first.params,
          count,
        }));
    },
    close: () => new Promise((resolve) => (stream === undefined ? resolve() : stream.end(() => resolve()))),
  };
};
