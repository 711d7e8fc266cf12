import { peering } from '../peering-connection.ts';

/** To the cell's database VPC. */
export const databasePeering = peering('databasePeering', 'database', 'databasePeeringId');
