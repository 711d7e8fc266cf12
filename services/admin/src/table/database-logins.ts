import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LOGIN_KEPT_DAYS } from '@tenantry/shared/domain/personal-logins';
import type { DatabaseLogin } from '../contract/database-logins.ts';
import { documents, loginKey, tableName, tenantKey } from './items.ts';
import { queryAll } from './tenants.ts';

/** A login as it is kept. What time makes of it, the API says (`api/database-logins/handlers.ts`). */
export interface KeptLogin extends Omit<DatabaseLogin, 'state'> {
  readonly outcome: 'asked' | 'active' | 'refused' | 'revoked';
}
interface LoginItem extends KeptLogin {
  readonly pk: string;
  readonly sk: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Before the login is made: there is none in PostgreSQL of which nothing is kept. */
export const keepLogin = async (tenantId: string, login: KeptLogin): Promise<void> => {
  const expiresAt = Math.floor(Date.parse(login.until) / 1000) + LOGIN_KEPT_DAYS * 86_400;
  const Item: LoginItem = { ...loginKey(tenantId, login.login), ...login, expiresAt };
  await documents().send(new PutCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }));
};

/** @param expected its outcome until then; without it, any. @throws ConditionalCheckFailedException for another outcome, and where there is none */
export const changeLogin = async (
  tenantId: string,
  login: string,
  fields: Partial<KeptLogin>,
  expected?: KeptLogin['outcome'],
): Promise<void> => {
  const entries = Object.entries(fields);
  await documents().send(
    new UpdateCommand({
      TableName: tableName(),
      Key: loginKey(tenantId, login),
      ConditionExpression: expected === undefined ? 'attribute_exists(pk)' : 'outcome = :expected',
      UpdateExpression: `SET ${entries.map((_, i) => `#${i} = :${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#${i}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(entries.map(([, value], i) => [`:${i}`, value])),
        ...(expected === undefined ? {} : { ':expected': expected }),
      },
    }),
  );
};

/** A login that has been made counts, unless somebody has revoked it meanwhile. @returns whether it counts */
export const activateLogin = async (tenantId: string, login: string): Promise<boolean> => {
  try {
    await changeLogin(tenantId, login, { outcome: 'active' }, 'asked');
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
};

export const findLogin = async (tenantId: string, login: string): Promise<KeptLogin | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: loginKey(tenantId, login), ConsistentRead: true }));
  return Item && withoutKeys(Item as LoginItem);
};

/** Newest first. */
export const loginsOf = async (tenantId: string): Promise<readonly KeptLogin[]> => {
  const items = await queryAll<LoginItem>({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :login)',
    ExpressionAttributeValues: { ':pk': tenantKey(tenantId).pk, ':login': 'LOGIN#' },
    ConsistentRead: true,
  });
  return items.map(withoutKeys).sort((a, b) => (a.at < b.at ? 1 : -1));
};

const withoutKeys = ({ pk: _, sk: __, expiresAt: ___, ...login }: LoginItem): KeptLogin => login;
