import { describe, expect, test } from '@jest/globals';
import { tokenPath } from './platform-token.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const me = { subject: 'machine:deploys', displayName: 'machine:deploys', groups: ['viewer'], group: 'viewer' };

/** A job of GitHub's: what was asked, with the authorization, in order. */
const job = (answer: () => Response, env: Readonly<Record<string, string | undefined>> = {}) => {
  const asked: (readonly [string, string | null])[] = [];
  const send = async (input: string | URL, init?: RequestInit) => {
    asked.push([String(input), new Headers(init?.headers ?? {}).get('authorization')]);
    return String(input).startsWith('https://runner.example/') ? answer() : Response.json(me);
  };
  const shell = fakeTerminal({
    env: {
      TENANTRY_API_URL: 'https://superadmin.app.example.com/api',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/token?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
      ...env,
    },
    fetch: send as typeof fetch,
  });
  return { ...shell, asked };
};

describe('a job on GitHub', () => {
  test("asks with a token that is made for the API's host, at the issuer's routes", async () => {
    const token = jwt({ iss: GITHUB, exp: 4_000_000_000 });
    const { tenantry, asked, remove } = job(() => Response.json({ value: token }));
    expect((await tenantry('whoami')).code).toBe(0);
    expect(asked).toEqual([
      ['https://runner.example/token?api-version=2.0&audience=superadmin.app.example.com', 'Bearer runner'],
      ['https://superadmin.app.example.com/api/issuers/token-actions-githubusercontent-com/me', `Bearer ${token}`],
    ]);
    remove();
  });

  test('to which GitHub gives no token ends with 3, and says what it lacks', async () => {
    const { tenantry, remove } = job(() => Response.json({}, { status: 403 }));
    expect(await tenantry('whoami')).toMatchObject({ code: 3, err: expect.stringContaining('id-token: write') });
    remove();
  });

  test('sends its token to no API that nobody named', async () => {
    const { tenantry, asked, remove } = job(() => Response.json({ value: jwt({ iss: GITHUB }) }), { TENANTRY_API_URL: undefined });
    expect([(await tenantry('whoami')).code, asked]).toEqual([3, []]);
    remove();
  });
});

test('a token of a user pool, and what is no JWT, is taken at the API itself', () => {
  const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
  expect([jwt({ iss: pool }), jwt({}), 'opaque', '', 'a.b.c', jwt({ iss: 'x' })].map(tokenPath)).toEqual(['', '', '', '', '', '']);
  expect(tokenPath(jwt({ iss: 'https://gitlab.com' }))).toBe('/issuers/gitlab-com');
});
