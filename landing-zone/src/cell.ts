import type { Config } from '@tenantry/shared/deployment/config';
import type { VpcOptions } from './vpc.ts';

type Cell = Config['network']['cells'][number];

/** Logical id of a cell: `a-1` is `CellA1`. */
export const cellId = (name: string): string =>
  `Cell${name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase())}`;

/** The hub's only subnets: the VPN's network interfaces are in them, and nothing else. */
export const HUB = 'Private';

/** In the networking account. */
export const hubVpc = (deployment: string, { network }: Config, { name, hubCidr }: Cell): VpcOptions => ({
  id: `${cellId(name)}Hub`,
  name: `tenantry-${deployment}-hub-${name}`,
  deployment,
  cidr: hubCidr,
  zoneIds: network.zoneIds,
  kinds: [HUB],
  peered: { cell: name, kind: HUB },
});

/** In the super-admin account. */
export const databaseVpc = (deployment: string, { network }: Config, { name, databaseCidr }: Cell): VpcOptions => ({
  id: `${cellId(name)}Database`,
  name: `tenantry-${deployment}-database-${name}`,
  deployment,
  cidr: databaseCidr,
  zoneIds: network.zoneIds,
  kinds: ['Database', 'Functions', 'Public'],
  peered: { cell: name, kind: 'Database' },
});

/** The one that has the cluster in its database VPC. */
export const firstCell = ({ network }: Config): Cell => {
  const [first] = network.cells;
  if (!first) throw new Error('config: network.cells is empty');
  return first;
};
