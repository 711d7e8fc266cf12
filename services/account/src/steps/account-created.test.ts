import { describe, expect, test } from '@jest/globals';
import { StalledError } from '@tenantry/shared/failure/errors';
import { fakeOrganization } from '../testing/fake-organization.ts';

const IN_PROGRESS = 'account tenantry-t to be created';
const RECOVERS = 'AWS to recover: it could not create account tenantry-t (INTERNAL_FAILURE)';
const AGAIN = 'account tenantry-t to be created, asked for again after INTERNAL_FAILURE';

describe('a creation that FAILED', () => {
  test('by a fault of AWS is asked for again after a pause, in which another tenant may create', async () => {
    const organization = fakeOrganization();
    const { look, hasPlace } = organization.tenant('t');
    expect(await look()).toBe(IN_PROGRESS);
    expect(hasPlace()).toBe(true);
    organization.end('INTERNAL_FAILURE');
    expect(await look()).toBe(RECOVERS);
    expect([organization.requests(), hasPlace()]).toEqual([1, false]);
    expect(await look()).toBe(AGAIN);
    expect([organization.requests(), hasPlace()]).toEqual([2, true]);
    expect(await look()).toBe(IN_PROGRESS);
    organization.end('SUCCEEDED');
    expect(await look()).toBe('200000000001');
    expect([organization.requests(), hasPlace()]).toEqual([2, false]);
  });

  test("again and again stalls with AWS's reason, and the retry of a person asks anew", async () => {
    const organization = fakeOrganization();
    const { look, retry } = organization.tenant('t');
    await look();
    for (const requests of [1, 2, 3]) {
      organization.end('INTERNAL_FAILURE');
      expect(await look()).toBe(RECOVERS);
      expect(organization.requests()).toBe(requests);
      expect(await look()).toBe(AGAIN);
    }
    organization.end('INTERNAL_FAILURE');
    await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'INTERNAL_FAILURE' });
    expect(organization.requests()).toBe(4);
    expect(await retry()).toBe(IN_PROGRESS);
    // Failures from before the retry do not count.
    organization.end('INTERNAL_FAILURE');
    expect(await look()).toBe(RECOVERS);
    expect(await look()).toBe(AGAIN);
    organization.end('SUCCEEDED');
    expect(await look()).toBe('200000000001');
  });

  test('for what a person must repair stalls at once and blocks no other tenant; the retry asks again', async () => {
    const organization = fakeOrganization();
    const { look, retry, hasPlace } = organization.tenant('t');
    await look();
    organization.end('ACCOUNT_LIMIT_EXCEEDED');
    await expect(look()).rejects.toBeInstanceOf(StalledError);
    expect([organization.requests(), hasPlace()]).toEqual([1, false]);
    expect(await retry()).toBe(IN_PROGRESS);
    expect(organization.requests()).toBe(2);
    organization.end('SUCCEEDED');
    expect(await look()).toBe('200000000001');
  });

  test('is never mistaken for the request whose answer got lost after it', async () => {
    const organization = fakeOrganization();
    const { look, forget } = organization.tenant('t');
    await look();
    organization.end('INTERNAL_FAILURE');
    await look();
    await look(); // the second request, of which the record knows nothing
    forget();
    expect(await look()).toBe(IN_PROGRESS);
    expect(organization.requests()).toBe(2);
    organization.end('SUCCEEDED');
    expect(await look()).toBe('200000000001');
  });

  test('and whose next request is not listed yet is not asked for a third time without another pause', async () => {
    const organization = fakeOrganization();
    const { look } = organization.tenant('t');
    await look();
    organization.end('INTERNAL_FAILURE');
    await look();
    organization.unlisted.add('car-2');
    expect(await look()).toBe(AGAIN);
    expect(await look()).toBe(RECOVERS);
    organization.unlisted.clear();
    expect(await look()).toBe(IN_PROGRESS);
    expect(organization.requests()).toBe(2);
  });
});

describe('tenants that wait for an account', () => {
  test('claim first: five are created at the same time, and nobody else asks Organizations anything', async () => {
    const organization = fakeOrganization();
    const creating = ['a', 'b', 'c', 'd', 'e'].map(organization.tenant);
    for (const { look } of creating) await look();
    const before = organization.calls.length;
    const waiting = Array.from({ length: 20 }, (_, i) => organization.tenant(`w${i}`));
    for (const { look } of waiting) expect(await look()).toBe('the accounts of other tenants to be created');
    expect(organization.calls).toHaveLength(before);
    organization.end('SUCCEEDED');
    await creating[4]?.look();
    expect(await waiting[7]?.look()).toBe('account tenantry-w7 to be created');
  });

  test('list nothing unless an earlier request may have been lost', async () => {
    const organization = fakeOrganization();
    const { look, forget } = organization.tenant('t');
    await look();
    organization.end('SUCCEEDED');
    await look();
    expect([...new Set(organization.calls)]).toEqual(['CreateAccount', 'DescribeCreateAccountStatus']);
    forget();
    expect(await look()).toBe('200000000001');
    expect(organization.calls.filter((call) => call.startsWith('List'))).toEqual(['ListCreateAccountStatus', 'ListTagsForResource']);
  });
});
