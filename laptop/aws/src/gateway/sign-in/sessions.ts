import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Asked } from './authorize.ts';

/** A person who has shown the password, and has something else to show. */
export interface Begun {
  readonly username: string;
  readonly next: 'newPassword' | 'code' | 'factor';
  readonly hasFactor: boolean;
  /** Of an authenticator app that is being set up. */
  readonly secret?: string;
  readonly asked: Asked;
}
interface Code extends Asked {
  readonly poolId: string;
  readonly username: string;
}
interface Browser {
  readonly poolId: string;
  readonly username: string;
}

/** Things that are known by a random name until their time is over. */
export interface Kept<T> {
  readonly put: (value: T, lastsMs: number) => string;
  readonly get: (name: string | undefined) => T | undefined;
  /** Gets it for the last time. */
  readonly take: (name: string | undefined) => T | undefined;
}

const kept = <T>(clock: Clock): Kept<T> => {
  const values = new Map<string, { readonly value: T; readonly endsAt: number }>();
  const get = (name: string | undefined): T | undefined => {
    const found = name === undefined ? undefined : values.get(name);
    return found && found.endsAt > clock.now() ? found.value : undefined;
  };
  return {
    put: (value, lastsMs) => {
      for (const [name, { endsAt }] of values) if (endsAt <= clock.now()) values.delete(name);
      const name = randomBytes(32).toString('base64url');
      values.set(name, { value, endsAt: clock.now() + lastsMs });
      return name;
    },
    get,
    take: (name) => {
      const found = get(name);
      if (name !== undefined) values.delete(name);
      return found;
    },
  };
};

export interface Sessions {
  readonly begun: Kept<Begun>;
  readonly codes: Kept<Code>;
  readonly browsers: Kept<Browser>;
}
export const createSessions = (clock: Clock): Sessions => ({ begun: kept(clock), codes: kept(clock), browsers: kept(clock) });

export const MINUTE_MS = 60_000;
/** Cognito developer guide, "Token endpoint": an authorization code is good for five minutes. */
export const CODE_MS = 5 * MINUTE_MS;
/** Cognito developer guide, "Managed login": the session of the page's cookie lasts an hour. */
export const BROWSER_MS = 60 * MINUTE_MS;
