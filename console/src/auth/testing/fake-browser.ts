import type { ConsoleConfig } from '../../config.ts';

export const config = {
  stage: 'dev',
  production: false,
  region: 'us-east-1',
  userPoolId: 'us-east-1_pool',
  clientId: 'client',
  signInUrl: 'https://sign-in.example',
  apiUrl: '/api',
  release: 'r',
} as const satisfies ConsoleConfig;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** An ID token of the pool, as far as a browser looks at it. */
export const idToken = (claims: object = {}): string => {
  const now = Math.floor(Date.now() / 1_000);
  const own = { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool', aud: 'client', sub: 's', iat: now, exp: now + 600 };
  return `${part({ alg: 'RS256' })}.${part({ ...own, ...claims })}.${'c2lnbmF0dXJl'}`;
};

export interface Asked {
  readonly url: string;
  readonly body: string;
}
interface FakeBrowser {
  readonly asked: Asked[];
  readonly stored: Map<string, string>;
  /** Where the page was left for. */
  readonly left: string[];
  /** What the next requests are answered, the last one for ever. */
  readonly answers: (...answers: readonly (() => Response | Promise<Response>)[]) => void;
  readonly restore: () => void;
}

/** What of a browser the sign-in uses: `fetch` to Cognito, the tab's storage, the page's address. */
export const fakeBrowser = (): FakeBrowser => {
  const before = { fetch: globalThis.fetch, sessionStorage: globalThis.sessionStorage, location: globalThis.location };
  const asked: Asked[] = [];
  const stored = new Map<string, string>();
  const left: string[] = [];
  let next: readonly (() => Response | Promise<Response>)[] = [];
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), body: String(init?.body ?? '') });
    const [answer, ...rest] = next;
    if (!answer) throw new Error(`the test does not answer ${url}`);
    if (rest.length > 0) next = rest;
    return answer();
  };
  define({ fetch, sessionStorage: storage, location: { origin: 'https://superadmin.example', assign: (url: string) => left.push(url) } });
  return {
    asked,
    stored,
    left,
    answers: (...answers) => {
      next = answers;
    },
    restore: () => define(before),
  };
};

const define = (values: object): void => {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};
