import type { ConsoleConfig } from '../../config.ts';

export const config = {
  stage: 'dev',
  production: false,
  region: 'us-east-1',
  userPoolId: 'pool',
  clientId: 'client',
  cognitoEndpoint: 'https://cognito.example',
  apiUrl: '/api',
  release: 'r',
} as const;
export const hosted = { ...config, signIn: 'hosted', signInUrl: 'https://sign-in.example' } as const satisfies ConsoleConfig;
export const byPassword = { ...config, signIn: 'password' } as const satisfies ConsoleConfig;

export interface Asked {
  readonly url: string;
  readonly operation: string | undefined;
  readonly body: string;
}
interface FakeBrowser {
  readonly asked: Asked[];
  readonly stored: Map<string, string>;
  /** What the next requests are answered, the last one for ever. */
  readonly answers: (...answers: readonly (() => Response | Promise<Response>)[]) => void;
  readonly restore: () => void;
}

/** What of a browser the sign-in uses: `fetch` to Cognito, the tab's storage, the page's address. */
export const fakeBrowser = (): FakeBrowser => {
  const before = { fetch: globalThis.fetch, sessionStorage: globalThis.sessionStorage, location: globalThis.location };
  const asked: Asked[] = [];
  const stored = new Map<string, string>();
  let next: readonly (() => Response | Promise<Response>)[] = [];
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const operation = (init?.headers as Record<string, string> | undefined)?.['x-amz-target']?.split('.')[1];
    asked.push({ url: String(url), operation, body: String(init?.body ?? '') });
    const [answer, ...rest] = next;
    if (!answer) throw new Error(`the test does not answer ${url}`);
    if (rest.length > 0) next = rest;
    return answer();
  };
  define({ fetch, sessionStorage: storage, location: { origin: 'https://superadmin.example' } });
  return {
    asked,
    stored,
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
