import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { browserSignIn } from './browser-sign-in.ts';
import { type FakeCognito, fakeCognito } from './testing/fake-cognito.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

let cognito: FakeCognito;
beforeAll(async () => {
  cognito = await fakeCognito();
});
beforeEach(() => {
  cognito.isRefusing = false;
});
afterAll(() => cognito.close());

/** A port that is free now, and what takes it. */
const port = (): Promise<{ readonly number: number; readonly free: () => Promise<void> }> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, 'localhost', () => {
      const { port: number } = server.address() as { port: number };
      resolve({ number, free: () => new Promise((done) => server.close(() => done())) });
    });
  });

/** Signs in with a browser that Cognito sends back with this query. */
const signIn = async (query: (sent: URLSearchParams) => Readonly<Record<string, string>>, ports?: readonly number[]) => {
  const free = await port();
  await free.free();
  const { terminal, remove } = fakeTerminal();
  const pages: string[] = [];
  const browse = async (url: string) => {
    const sent = new URL(url).searchParams;
    cognito.asked = sent;
    const back = sent.get('redirect_uri') ?? '';
    // A stranger's page may knock first.
    expect((await fetch(`${new URL(back).origin}/favicon.ico`)).status).toBe(404);
    expect((await fetch(`${back}?code=the-code&state=guessed`)).status).toBe(404);
    pages.push(await (await fetch(`${back}?${new URLSearchParams(query(sent))}`)).text());
    return true;
  };
  const profile = { name: 'prod', apiUrl: 'https://api.example.com', clientId: 'c', issuer: cognito.issuer, signInUrl: cognito.url };
  const tokens = browserSignIn({ ...terminal, browse }, profile, ports ?? [free.number]);
  return tokens.then((given) => ({ given, pages })).finally(remove);
};
const right = (sent: URLSearchParams) => ({ code: 'the-code', state: sent.get('state') ?? '' });

describe('sign-in by the browser', () => {
  test('redeems the code that came back, with the verifier that never left', async () => {
    const { given, pages } = await signIn(right);
    expect(given).toMatchObject({ idToken: expect.stringMatching(/^ey/), refreshToken: expect.stringMatching(/^refresh-/) });
    expect(pages).toEqual(['You are signed in. You can close this page.']);
  });

  test('that is refused there, or whose code is not taken, is not signed in', async () => {
    await expect(signIn((sent) => ({ error: 'access_denied', state: sent.get('state') ?? '' }))).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('access_denied'),
    });
    await expect(signIn((sent) => ({ ...right(sent), code: 'another' }))).rejects.toMatchObject({ exitCode: 3 });
  });

  test('takes the next port when one is taken, and says which were when all are', async () => {
    const [taken, free] = [await port(), await port()];
    await free.free();
    expect((await signIn(right, [taken.number, free.number])).given.idToken).toMatch(/^ey/);
    await expect(signIn(right, [taken.number])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(String(taken.number)),
    });
    await taken.free();
  });
});
