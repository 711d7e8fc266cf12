import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** The product makes none in a tenant's account. */
export const tables: Lister = {
  service: 'DynamoDB',
  finds: ['AWS::DynamoDB::Table'],
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client: place.client(DynamoDBClient) }, {})) {
      found.push(...TableNames.map((name) => foundIn(place, 'DynamoDB table')(name, hasName(place, name))));
    }
    return found;
  },
};
