import { afterEach, expect, test } from '@jest/globals';
import { ApiError, createApi } from './api.ts';
import type { Tokens } from './cognito.ts';
import type { Config } from './config.ts';

const config = { userPoolClientId: 'client', cognitoEndpoint: 'https://cognito.example' } as Config;
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});
const answering = (answer: (url: string) => Response) => {
  const asked: string[] = [];
  globalThis.fetch = async (url, init) => {
    asked.push(`${((init?.headers ?? {}) as Record<string, string>).authorization ?? 'unsigned'} ${url}`);
    return answer(String(url));
  };
  return asked;
};
const tokens = (lastsMs: number): Tokens => ({ accessToken: 'a', idToken: 'old', refreshToken: 'r', expires: Date.now() + lastsMs });

test('every request carries the token of the signed-in user', async () => {
  const asked = answering(() => Response.json({ items: [{ id: '1' }], next: null }));
  expect(await createApi(config, tokens(3_600_000), () => undefined).list('patients')).toEqual([{ id: '1' }]);
  expect(asked).toEqual(['Bearer old /api/patients?limit=200']);
});

test('tokens that end are renewed first, and kept', async () => {
  const asked = answering((url) =>
    url.startsWith('https://cognito')
      ? Response.json({ AuthenticationResult: { AccessToken: 'a', IdToken: 'new', ExpiresIn: 3600 } })
      : Response.json({ items: [] }),
  );
  const kept: Tokens[] = [];
  const api = createApi(config, tokens(1_000), (renewed) => kept.push(renewed));
  await api.list('staff');
  expect(asked).toEqual(['unsigned https://cognito.example', 'Bearer new /api/staff?limit=200']);
  expect(kept.map(({ idToken }) => idToken)).toEqual(['new']);
  expect(await api.tokens()).toEqual(kept[0]);
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
