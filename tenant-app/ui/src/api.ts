import type { Config } from './config.ts';
import { renew, type Tokens } from './sign-in.ts';

interface Patient {
  readonly id: string;
  readonly recordNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly phone: string | null;
}
interface Staff {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
}
interface Appointment {
  readonly id: string;
  readonly patientId: string;
  readonly staffId: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: string;
  readonly reason: string | null;
}
export interface Resources {
  readonly patients: Patient;
  readonly staff: Staff;
  readonly appointments: Appointment;
}
/** Why the API refused, with the fields it names. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly fields: Readonly<Record<string, string>>;
  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.fields = fields;
  }
}
export interface Api {
  readonly list: <Name extends keyof Resources>(name: Name) => Promise<readonly Resources[Name][]>;
  /** Anything else below `/api`. */
  readonly ask: (method: string, path: string, input?: object) => Promise<unknown>;
  readonly create: <Name extends keyof Resources>(name: Name, input: object) => Promise<Resources[Name]>;
}

interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
const RENEW_BEFORE_MS = 60_000;

/** The tenant's API, as the signed-in user; renews the tokens when they end. */
export const createApi = (config: Config, initial: Tokens, keep: (tokens: Tokens) => void): Api => {
  let tokens = initial;
  let renewal: Promise<Tokens> | undefined;
  /** Many requests find old tokens at once: one renewal serves them all. */
  const current = async (): Promise<Tokens> => {
    if (tokens.expires - Date.now() >= RENEW_BEFORE_MS) return tokens;
    renewal ??= renew(config, tokens.refreshToken).finally(() => {
      renewal = undefined;
    });
    tokens = await renewal;
    keep(tokens);
    return tokens;
  };
  const send = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { authorization: `Bearer ${(await current()).idToken}`, 'content-type': 'application/json' };
    const response = await fetch(`/api/${path}`, { ...init, headers });
    const body = (await response.json().catch(() => ({}))) as ProblemDetails;
    if (response.ok) return body;
    const fields = Object.fromEntries((body.errors ?? []).map(({ field, message }) => [field, message]));
    throw new ApiError(body.detail ?? `The server answered ${response.status}.`, fields);
  };
  return {
    list: async (name) => ((await send(`${name}?limit=200`)) as { items: never[] }).items,
    ask: (method, path, input) => send(path, { method, ...(input === undefined ? {} : { body: JSON.stringify(input) }) }),
    create: async (name, input) => (await send(name, { method: 'POST', body: JSON.stringify(input) })) as never,
  };
};
