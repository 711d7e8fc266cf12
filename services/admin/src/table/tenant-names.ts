import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { documents, type ListedTenant, tableName, tenantKey } from './items.ts';

/** What tenants are called, by their ids. Of what nobody requested, and of what nothing is known, there is none. */
export const tenantNames = async (tenantIds: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(tenantIds)].filter((id) => id !== undefined);
  const names = await Promise.all(
    ids.map(async (id): Promise<readonly [string, string]> => {
      const { Item } = await documents().send(
        new GetCommand({ TableName: tableName(), Key: tenantKey(id), ProjectionExpression: 'shown' }),
      );
      const shown = (Item as ListedTenant | undefined)?.shown;
      return [id, shown?.name || shown?.slug || ''];
    }),
  );
  return new Map(names.filter(([, name]) => name !== ''));
};

/** The same things with their tenant's name, where it has one. */
export const withTenantNames = async <T extends { readonly tenantId?: string | undefined }>(
  things: readonly T[],
): Promise<(T & { tenantName?: string })[]> => {
  const names = await tenantNames(things.map(({ tenantId }) => tenantId));
  return things.map((thing) => {
    const tenantName = names.get(thing.tenantId ?? '');
    return tenantName ? { ...thing, tenantName } : { ...thing };
  });
};
