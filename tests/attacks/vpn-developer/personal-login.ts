import type { LoginMode } from '@tenantry/shared/domain/personal-logins';
import type pg from 'pg';
import { newLoginOf } from '../../../services/admin/src/api/database-logins/new-login.ts';
import { makeLogin } from '../../../services/pipeline/src/personal-logins/make.ts';
import type { TestDatabase } from '../../../services/pipeline/src/testing/database.ts';

export interface Person {
  readonly login: string;
  readonly password: string;
  /** Signs in to the tenant's database, or to another. */
  readonly connect: (database?: string) => Promise<pg.Client>;
}
export const newLogin = (subject = 'user-1'): string => newLoginOf(subject);
export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** A person who has asked for a login to a tenant's database, and got it. */
export const person = async (database: TestDatabase, tenantId: string, mode: LoginMode, login = newLogin()): Promise<Person> => {
  const answer = await makeLogin(database.administrator, { tenantId, login, mode, until: inAnHour() });
  if (answer.outcome !== 'made') throw new Error(`no login: ${JSON.stringify(answer)}`);
  const { password } = answer;
  return { login, password, connect: (place) => database.connect({ user: login, password, database: place ?? answer.database }) };
};
