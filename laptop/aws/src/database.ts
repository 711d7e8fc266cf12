import type { EmulatorClient } from './gateway/emulator.ts';
import { type DatabasePort, startDatabasePort } from './gateway/network/database-port.ts';
import { placeOf } from './gateway/network/interfaces.ts';
import { noWay, type Place, type Way, ways } from './gateway/network/way.ts';
import type { GatewayContext } from './gateway/types.ts';
import type { Postgres } from './postgres.ts';
import type { DatabaseRequest } from './rds-database.ts';

/** An RDS cluster: what it has on the laptop's server, and where it is. */
interface Cluster extends DatabaseRequest {
  readonly arn: string;
  readonly place: Place;
}

const clustersOf = async (emulator: EmulatorClient): Promise<readonly Cluster[]> =>
  (await emulator.internal('clusters', {})).output.clusters as readonly Cluster[];

/**
 * Every way from one thing with network interfaces to another, by their ARNs.
 * @throws Error when one of them has none
 */
export const waysOn =
  (emulator: EmulatorClient, context: GatewayContext) =>
  async (from: string, to: string, port: number): Promise<readonly Way[]> => {
    const clusters = await clustersOf(emulator);
    const [source, target] = await Promise.all(
      [from, to].map(async (arn) => clusters.find((cluster) => cluster.arn === arn)?.place ?? (await placeOf(context, arn))),
    );
    if (!source || !target) throw new Error(`${source ? to : from} has no network interface in a VPC`);
    return ways(context, source, target, port);
  };

/** What clusters listen on in AWS; on the laptop they all have the gateway's port. */
const POSTGRESQL = 5432;

/**
 * Opens PostgreSQL in the place of the clusters, at the port that they say they have. The databases of saved clusters are created again.
 * @param port where functions and builds reach it, each by the way that its network interface has
 */
export const openDatabase = async (
  postgres: Postgres,
  emulator: EmulatorClient,
  context: GatewayContext,
  port: number,
): Promise<DatabasePort> => {
  const clusters = () => clustersOf(emulator);
  const noWayFrom = async (arn: string): Promise<string | undefined> => {
    const from = await placeOf(context, arn);
    if (!from) return `${arn} has no network interface in a VPC`;
    const reasons = await Promise.all((await clusters()).map(({ place }) => noWay(context, from, place, POSTGRESQL)));
    if (reasons.length === 0) return 'there is no cluster';
    return reasons.includes(undefined) ? undefined : reasons.join('; ');
  };
  const opened = await startDatabasePort({ port, server: postgres, clock: context.clock, noWay: noWayFrom });
  for (const wanted of await clusters()) await postgres.ensure(wanted);
  return opened;
};
