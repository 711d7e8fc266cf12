import type { Clock } from '../clock.ts';
import { AwsError } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { AwsResult } from './types.ts';

export interface AdminEndpoints {
  readonly faults: Faults;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly accounts: Readonly<Record<string, string>>;
}

const json = (value: unknown, status = 200): AwsResult => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

/**
 * The gateway's own endpoints, for tests that run in another process:
 * `POST /_tenantry/faults` (a Fault) answers `{ id }`, `GET` how often each struck, `DELETE` clears all;
 * `GET /_tenantry/journal?since=<mark>` answers `{ mark, entries }`; `GET /_tenantry/health` the accounts and the clock.
 */
export const handleAdmin = ({ faults, journal, clock, accounts }: AdminEndpoints, method: string, url: string, body: Buffer): AwsResult => {
  const { pathname, searchParams } = new URL(url, 'http://gateway');
  if (pathname === '/_tenantry/faults') {
    if (method === 'POST') return json({ id: faults.add(JSON.parse(body.toString('utf8')) as Fault) });
    if (method === 'DELETE') faults.clear();
    return json(faults.struck());
  }
  if (pathname === '/_tenantry/journal') {
    return json({ mark: journal.mark(), entries: journal.since(Number(searchParams.get('since') ?? 0)) });
  }
  if (pathname === '/_tenantry/health') return json({ accounts, clock: clock.scale });
  throw new AwsError('NotFound', `The gateway has no ${method} ${pathname}`, 404);
};
