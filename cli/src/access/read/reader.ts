import type { Unread } from '../snapshot.ts';
import type { Account } from '../store.ts';

/** With whose rights an account is read: an AWS profile, or credentials. */
export interface Credentials {
  readonly profile?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}
type Settings = Credentials & { readonly region: string; readonly maxAttempts: number };
/** Looks into one account with an AWS profile, and remembers what it could not see. It makes no call that changes anything. */
export interface Reader {
  readonly account: Account;
  readonly accountId: string;
  readonly region: string;
  /** A client of the SDK for the account. @param more of its settings */
  readonly client: <Client>(of: new (settings: Settings) => Client, more?: object) => Client;
  /**
   * What a call answers; undefined where there is nothing (`absent`: codes by which AWS says so), or where it could not be read, which
   * is noted then.
   */
  readonly attempt: <Answer>(what: string, call: () => Promise<Answer>, absent?: readonly string[]) => Promise<Answer | undefined>;
  readonly note: (what: string, why: string) => void;
}

/** Many calls at once: what AWS throttles is asked again, or the report would be less than whole. */
const ATTEMPTS = 8;

export const readerOf = (place: Pick<Reader, 'account' | 'accountId' | 'region'>, credentials: Credentials, unread: Unread[]): Reader => {
  const note = (what: string, why: string): void => {
    unread.push({ account: place.account, what, why });
  };
  return {
    ...place,
    client: (Client, more = {}) => new Client({ ...credentials, region: place.region, maxAttempts: ATTEMPTS, ...more }),
    attempt: async (what, call, absent = []) => {
      try {
        return await call();
      } catch (error) {
        const { name, message } = error as Error;
        if (!absent.includes(name)) note(what, name === 'Error' || name === 'SyntaxError' ? message : name);
        return undefined;
      }
    },
    note,
  };
};

/** All items of all pages. */
export const collect = async <Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> => {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(itemsOf(page) ?? []));
  return all;
};

/** Loads each thing once, however often it is asked for, also while it is being loaded. */
export const once = <Answer>(load: (id: string) => Promise<Answer>): ((id: string) => Promise<Answer>) => {
  const known = new Map<string, Promise<Answer>>();
  return (id) => {
    const found = known.get(id) ?? load(id);
    known.set(id, found);
    return found;
  };
};
