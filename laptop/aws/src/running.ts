import type { Fault } from './gateway/faults.ts';
import type { JournalEntry } from './gateway/journal.ts';

/** A running AWS, seen from another process. */
export interface RunningAws {
  readonly url: string;
  readonly addFault: (fault: Fault) => Promise<string>;
  readonly removeFault: (id: string) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** How often each fault has struck, by id. */
  readonly struck: () => Promise<Record<string, number>>;
  /** What was mailed to an address, the oldest first. */
  readonly mailsTo: (address: string) => Promise<readonly Mail[]>;
  readonly journalSince: (mark: number) => Promise<{ readonly mark: number; readonly entries: readonly JournalEntry[] }>;
}

/** What Cognito or SES has mailed. */
export interface Mail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

/** A running AWS by its gateway's address. */
export const runningAt = (url: string): RunningAws => {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_laptop/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url,
    addFault: async (fault) => (await call<{ id: string }>('POST', 'faults', fault)).id,
    removeFault: async (id) => void (await call('DELETE', `faults?id=${id}`)),
    clearFaults: async () => void (await call('DELETE', 'faults')),
    struck: () => call('GET', 'faults'),
    mailsTo: async (address) => (await call<{ mails: readonly Mail[] }>('GET', `mails?to=${encodeURIComponent(address)}`)).mails,
    journalSince: (mark) => call('GET', `journal?since=${mark}`),
  };
};
