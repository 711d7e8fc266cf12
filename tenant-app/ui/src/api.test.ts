import { afterEach, expect, test } from '@jest/globals';
import { ApiError, createApi } from './api.ts';
import type { Config } from './config.ts';
import type { Tokens } from './sign-in.ts';
import { idToken } from './testing/id-token.ts';

const config = { userPoolId: 'us-east-1_pool', userPoolClientId: 'client', signInUrl: 'https://sign-in.example' } as Config;
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});
const answering = (answer: (url: string) => Response) => {
  const asked: string[] = [];
  globalThis.fetch = async (url, init) => {
    asked.push(`${new Headers(init?.headers).get('authorization') ?? 'unsigned'} ${url}`);
    return answer(String(url));
  };
  return asked;
};
const tokens = (lastsMs: number): Tokens => ({ idToken: 'old', refreshToken: 'r', expires: Date.now() + lastsMs });

test('every request carries the token of the signed-in user', async () => {
  const asked = answering(() => Response.json({ items: [{ id: '1' }], next: null }));
  expect(await createApi(config, tokens(3_600_000), () => undefined).list('patients')).toEqual([{ id: '1' }]);
  expect(asked).toEqual(['Bearer old /api/patients?limit=200']);
});

test('tokens that end are renewed once for all requests, and kept with the next refresh token', async () => {
  const renewed = idToken();
  const asked = answering((url) =>
    url.startsWith('https://sign-in')
      ? Response.json({ id_token: renewed, access_token: 'a', refresh_token: 'r-2', token_type: 'Bearer', expires_in: 600 })
      : Response.json({ items: [] }),
  );
  const kept: Tokens[] = [];
  const api = createApi(config, tokens(1_000), (one) => kept.push(one));
  await Promise.all([api.list('staff'), api.list('patients')]);
  expect(asked.toSorted()).toEqual([
    `Bearer ${renewed} /api/patients?limit=200`,
    `Bearer ${renewed} /api/staff?limit=200`,
    'unsigned https://sign-in.example/oauth2/token',
  ]);
  expect(kept.at(-1)?.refreshToken).toBe('r-2');
});

test('a refused field is shown beside its reason', async () => {
  answering(() =>
    Response.json({ detail: 'The request does not fit.', errors: [{ field: 'birthDate', message: 'is no date' }] }, { status: 422 }),
  );
  const error = await createApi(config, tokens(3_600_000), () => undefined)
    .create('patients', {})
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).fields).toEqual({ birthDate: 'is no date' });
});
