import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { contentSecurityPolicy } from '@tenantry/shared/aws/console-front';
import type { Page } from 'playwright-core';
import { type FakeApi, fakeApi, TOKEN } from '../../cli/src/testing/fake-api.ts';
import { buildConsole } from '../deploy/build.ts';

/** The built console before an API that says what a test wants; both keep to the contract. */
export interface FixtureSite {
  readonly url: string;
  readonly api: FakeApi;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token of nobody: the site's API takes it. */
const ID_TOKEN = `${encoded({ alg: 'none' })}.${encoded({ sub: '1', email: 'super.admin@app.example', 'cognito:groups': ['admin'] })}.`;

export const fixtureSite = async (): Promise<FixtureSite> => {
  const { folder } = await buildConsole(() => {});
  const api = await fakeApi();
  const config = {
    stage: 'dev',
    production: false,
    region: 'us-east-1',
    userPoolId: 'pool',
    clientId: 'client',
    apiUrl: '/api',
    release: 'fixture',
    signInUrl: 'http://127.0.0.1:9',
  };
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://site');
    if (pathname.startsWith('/api/')) return pass(asked, answer, api.url);
    if (pathname === '/config.json') return answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
    // As the distribution's function does it: the page for every path that is no file.
    const file = path.join(folder, pathname.split('/').at(-1)?.includes('.') ? pathname : 'index.html');
    if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
    answer.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'text/plain',
      'content-security-policy': contentSecurityPolicy('http://127.0.0.1:9'),
    });
    createReadStream(file).pipe(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    api,
    close: async () => {
      await api.close();
      server.close();
      server.closeAllConnections();
    },
  };
};

const pass = (asked: IncomingMessage, answer: ServerResponse, apiUrl: string): void => {
  const headers = { ...asked.headers, authorization: asked.headers.authorization === `Bearer ${ID_TOKEN}` ? `Bearer ${TOKEN}` : '' };
  const sent = request(`${apiUrl}${(asked.url ?? '').slice('/api'.length)}`, { method: asked.method ?? 'GET', headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  sent.on('error', () => answer.writeHead(502).end());
  asked.pipe(sent);
};

/** The next pages of this tab are a signed-in person's. */
export const signedIn = async (page: Page): Promise<void> => {
  const tokens = { idToken: ID_TOKEN, refreshToken: 'none', expires: Date.now() + 3_600_000 };
  await page.addInitScript((value) => sessionStorage.setItem('tenantry.tokens', value), JSON.stringify(tokens));
};
