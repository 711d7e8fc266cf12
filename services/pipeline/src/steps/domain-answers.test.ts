import { expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import type { Answer } from '@tenantry/shared/function/visit';
import type { Scope } from '../scope.ts';
import { domainAnswers, instanceOf } from './domain-answers.ts';

const tenantId = '01JX';
const needs = { url: 'http://anna.app.localhost', schemaName: 'tenant_01jx', userPoolId: 'pool' };
const html = '<html><head><meta name="application-name" content="tenantry-hospital" /></head></html>';
const answer = (body: string | object, status = 200): Answer => ({
  status,
  contentType: typeof body === 'string' ? 'text/html' : 'application/json',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const right: Record<string, Answer> = {
  'http://anna.app.localhost/': answer(html),
  'http://anna.app.localhost/config.json': answer({ tenantId, userPoolId: 'pool' }),
  'http://anna.app.localhost/api/health': answer({ status: 'ok', instance: instanceOf(tenantId, 'tenant_01jx') }),
  'http://anna.app.localhost/api/patients': answer({ message: 'Unauthorized' }, 401),
};
const visiting = (wrong: Record<string, Answer> = {}) => {
  const visit = async (url: string): Promise<Answer> => ({ ...right, ...wrong })[url] ?? answer('not found', 404);
  return domainAnswers.ensure({ tenantId, visit } as Scope, needs, {});
};

test('a tenant is ready when its domain answers with its own console, configuration and API', async () => {
  expect(await visiting()).toEqual({});
});

test.each([
  ['another page', { 'http://anna.app.localhost/': answer('<html>parked</html>') }],
  ["another tenant's console", { 'http://anna.app.localhost/config.json': answer({ tenantId: 'other', userPoolId: 'pool' }) }],
  ['the single-page fallback in place of the API', { 'http://anna.app.localhost/api/health': answer(html) }],
  [
    "another tenant's API",
    { 'http://anna.app.localhost/api/health': answer({ status: 'ok', instance: instanceOf('other', 'tenant_01jx') }) },
  ],
  ['an API that anybody may ask', { 'http://anna.app.localhost/api/patients': answer([]) }],
  ['an API without its database', { 'http://anna.app.localhost/api/health': answer({ status: 'database not reached' }, 503) }],
])('%s is waited for, and said', async (_what, wrong) => {
  await expect(visiting(wrong)).rejects.toThrow(Wait);
  await expect(visiting(wrong)).rejects.toThrow(`${Object.keys(wrong)[0]} is not`);
});

test('a domain that does not answer is waited for, and the reason is said', async () => {
  const visit = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND anna.app.localhost') }));
  await expect(domainAnswers.ensure({ tenantId, visit } as unknown as Scope, needs, {})).rejects.toThrow('ENOTFOUND');
});

test('the API names its tenant as it is expected to', () => {
  expect(instanceOf('01JX', 'tenant_01jx')).toBe('d20f3fadd5af28f0adf9db75f402c25e');
});
