import type { Clock } from '../clock.ts';
import type { ClusterServers } from '../cluster-servers.ts';
import type { DatabaseRequest } from '../rds-database.ts';
import type { AwsResult } from './call.ts';
import type { DeliveryRequest } from './emulated/code-services.ts';
import { AwsError } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { RejectedConnection } from './network/database-port.ts';
import type { Way } from './network/way.ts';
import type { RuleSwitches } from './rule-switches.ts';

export interface AdminEndpoints {
  readonly faults: Faults;
  readonly rules: RuleSwitches;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly accounts: readonly string[];
  readonly region: string;
  /** Creates a database for an RDS cluster. */
  readonly ensureDatabase: (wanted: DatabaseRequest) => Promise<void>;
  /** A server for an RDS cluster that is restored to a moment, by the cluster's ARN; and its end. */
  readonly clusterServers: ClusterServers;
  readonly rejectedConnections: () => readonly RejectedConnection[];
  /** Answers what builds, rules and people who push ask for. */
  readonly delivery: { readonly answer: (request: DeliveryRequest) => Promise<AwsResult | undefined> };
  /** What was mailed to an address, the oldest first. */
  readonly mailsTo: (address: string) => Promise<unknown>;
  /** From each subnet of one place to each of another, by their ARNs. */
  readonly waysBetween: (from: string, to: string, port: number) => Promise<readonly Way[]>;
}

const json = (value: unknown, status = 200): AwsResult => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

/** What the emulator asks for clusters of RDS. */
const onPostgres = async (
  { ensureDatabase, clusterServers }: Pick<AdminEndpoints, 'ensureDatabase' | 'clusterServers'>,
  method: string,
  pathname: string,
  cluster: string,
  body: Buffer,
): Promise<object> => {
  if (pathname === '/_laptop/postgres/restored' && method === 'DELETE') return clusterServers.end(cluster);
  const wanted: unknown = JSON.parse(body.toString('utf8'));
  if (pathname === '/_laptop/postgres/restored') {
    const { cluster: arn, moment } = wanted as { readonly cluster: string; readonly moment: string };
    return { port: await clusterServers.start(arn, new Date(moment)) };
  }
  await ensureDatabase(wanted as DatabaseRequest);
  return {};
};

/**
 * The gateway's own endpoints, for tests that run in another process:
 * `POST /_laptop/faults` (a Fault) answers `{ id }`, `GET` how often each struck, `DELETE` clears all, or one with `?id=`;
 * `GET /_laptop/rules` answers every rule by name and whether it is on, `POST` (`{ name, isOn }`) switches one;
 * `GET /_laptop/journal?since=<mark>` answers `{ mark, entries }`; `GET /_laptop/health` the accounts, the region and the clock; `POST /_laptop/postgres` creates the database of an RDS cluster;
 * `POST /_laptop/postgres/restored` (`{ cluster, moment }`, an ARN and ISO 8601) answers `{ port }` of a server as it was then, `DELETE` with `?cluster=` ends it.
 * `GET /_laptop/rejected-connections` answers those to the database that AWS would not have made, each with its reason.
 * `GET /_laptop/ways?from=<ARN>&to=<ARN>&port=5432` answers `{ ways }`: who gets where by routes, peerings, groups and Client VPN; of
 * functions, builds, clusters and Client VPN endpoints, and of VPCs with whatever group.
 * `GET /_laptop/mails?to=<address>` answers `{ mails }` to it, each with `from`, `subject` and `text`.
 * `POST /_laptop/push?repository=<name>` says what CodeCommit says of new commits; `POST /_laptop/rule-targets` is the emulator's own.
 * Builds get their role's credentials at `GET /_laptop/codebuild/credentials/<token>`.
 */
export const handleAdmin = async (parts: AdminEndpoints, method: string, url: string, body: Buffer): Promise<AwsResult> => {
  const { faults, rules, journal, clock, accounts, region, rejectedConnections, delivery, mailsTo, waysBetween } = parts;
  const { pathname, searchParams } = new URL(url, 'http://gateway');
  const of = (name: string): string => searchParams.get(name) ?? '';
  if (pathname === '/_laptop/faults') {
    if (method === 'POST') return json({ id: faults.add(JSON.parse(body.toString('utf8')) as Fault) });
    const id = searchParams.get('id');
    if (method === 'DELETE' && id !== null) faults.remove(id);
    else if (method === 'DELETE') faults.clear();
    return json(faults.struck());
  }
  if (pathname === '/_laptop/rules') {
    if (method === 'POST') {
      const { name, isOn } = JSON.parse(body.toString('utf8')) as { readonly name: string; readonly isOn: boolean };
      rules.set(name, isOn);
    }
    return json(rules.all());
  }
  if (pathname === '/_laptop/journal') {
    return json({ mark: journal.mark(), entries: journal.since(Number(of('since'))) });
  }
  if (pathname === '/_laptop/health') return json({ accounts, region, clock: clock.scale });
  if (pathname === '/_laptop/rejected-connections') return json({ connections: rejectedConnections() });
  if (pathname === '/_laptop/mails') return json(await mailsTo(of('to')));
  if (pathname === '/_laptop/ways') {
    return json({ ways: await waysBetween(of('from'), of('to'), Number(of('port'))) });
  }
  if (pathname.startsWith('/_laptop/postgres')) return json(await onPostgres(parts, method, pathname, of('cluster'), body));
  const answered = await delivery.answer({ method, pathname, searchParams, body });
  if (answered) return answered;
  throw new AwsError('NotFound', `The gateway has no ${method} ${pathname}`, 404);
};
