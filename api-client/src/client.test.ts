import { describe, expect, test } from '@jest/globals';
import { ApiProblem, createClient } from './client.ts';

/** A client whose API answers as told, and the requests that it sent. */
const apiThat = (answer: () => Response) => {
  const sent: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const fake = (async (url, init) => {
    sent.push({ url: String(url), init });
    return answer();
  }) as typeof fetch;
  return { api: createClient({ baseUrl: 'https://api.example', token: async () => 'token', fetch: fake }), sent };
};
const problemOf = (call: Promise<unknown>): Promise<ApiProblem> =>
  call.then(
    () => Promise.reject(new Error('it answered')),
    (error) => error as ApiProblem,
  );

describe('the client', () => {
  test('puts path, query, body and headers where the route has them', async () => {
    const { api, sent } = apiThat(() => Response.json({ tenantId: 'T' }, { status: 202 }));
    expect(await api('POST /tenants/{id}/retry', { path: { id: 'a/b' }, body: { stage: 'dns' }, idempotencyKey: 'k' })).toEqual({
      tenantId: 'T',
    });
    await api('GET /tenants', { query: { search: 'süd', state: undefined, limit: 5 } });
    await api('GET /me');
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.example/tenants/a%2Fb/retry',
      'https://api.example/tenants?search=s%C3%BCd&limit=5',
      'https://api.example/me',
    ]);
    expect(sent[0]?.init).toEqual({
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json', 'idempotency-key': 'k' },
      body: '{"stage":"dns"}',
    });
    expect(sent[2]?.init).toEqual({ method: 'GET', headers: { authorization: 'Bearer token' } });
  });

  test('throws what the API refused, with code, fields and the id of the request', async () => {
    const errors = [{ field: '/slug', problem: 'taken', fix: 'another' }];
    const body = { type: 'urn:tenantry:problem:slug-taken', detail: 'no', instance: 'urn:tenantry:request:r1', errors };
    const { api } = apiThat(() => Response.json(body, { status: 409 }));
    const problem = await problemOf(api('GET /me'));
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 409, code: 'slug-taken', message: 'no', requestId: 'r1', errors });
  });

  test.each([
    [401, 'unauthorized'],
    [429, 'too-many-requests'],
  ])("says of API Gateway's own %i what it is", async (status, code) => {
    const { api } = apiThat(() => Response.json({ message: 'No' }, { status }));
    expect(await problemOf(api('GET /me'))).toMatchObject({ status, code, message: 'No' });
  });

  test('says when nobody answers, or answers no JSON', async () => {
    const silent = apiThat(() => {
      throw new TypeError('fetch failed');
    });
    expect(await problemOf(silent.api('GET /me'))).toMatchObject({ status: 0, code: 'unreachable' });
    const garbled = apiThat(() => new Response('<html>', { status: 502 }));
    expect(await problemOf(garbled.api('GET /me'))).toMatchObject({ status: 502, code: 'unknown' });
  });
});
