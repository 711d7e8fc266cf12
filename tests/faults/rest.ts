import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rangesIn, rangesTableName } from '../../services/network/src/ranges.ts';
import { superAdminClients, type TestedLaptop } from './tested-laptop.ts';

/**
 * Ends the rest of a range that a tenant has given back, as `network.quarantineHours` would: a day's rest of hundreds of tenants would
 * use the pool up within the hour.
 */
export const endRestOf = async (laptop: TestedLaptop, tenantId: string): Promise<void> => {
  const { deployment, config } = laptop.zone;
  const table = DynamoDBDocumentClient.from(superAdminClients(laptop)(DynamoDBClient));
  for (const { name } of config.network.cells) {
    await rangesIn(table, rangesTableName(deployment), [name]).change(name, (claims) => [
      claims.some((claim) => claim.tenantId === tenantId && claim.restsUntil !== undefined)
        ? claims.filter((claim) => claim.tenantId !== tenantId || claim.restsUntil === undefined)
        : claims,
    ]);
  }
};
