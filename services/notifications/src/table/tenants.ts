import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, getItem, isRefused, type Key, putItem, tableName, tenantKey } from './items.ts';

interface Tenant {
  readonly name?: string;
  readonly slug?: string;
}

/**
 * Keeps what a tenant is called: the later word counts, in whatever order they come, and none of a tenant that is gone.
 * @param at when that was said
 */
export const nameTenant = async (tenantId: string, name: string, slug: string | undefined, at: string): Promise<void> => {
  await documents()
    .send(
      new UpdateCommand({
        TableName: tableName(),
        Key: tenantKey(tenantId),
        ConditionExpression: 'attribute_not_exists(gone) AND (attribute_not_exists(namedAt) OR namedAt < :at)',
        UpdateExpression: `SET #name = :name, namedAt = :at${slug ? ', slug = :slug' : ''}`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name, ':at': at, ...(slug ? { ':slug': slug } : {}) },
      }),
    )
    .catch(isRefused);
};

export const findTenant = async (tenantId: string): Promise<Tenant> => (await getItem<Key & Tenant>(tenantKey(tenantId))) ?? {};

/** Of a tenant that is gone its slug stays, by which evidence names it, and that it is gone: nothing that comes late names it again. */
export const forgetTenant = async (tenantId: string, slug: string | undefined): Promise<void> =>
  putItem({ ...tenantKey(tenantId), gone: true, ...(slug ? { slug } : {}) });
