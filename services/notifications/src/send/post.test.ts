import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newSecret } from '../manage/add.ts';
import { type Receiver, receiver, verified } from '../testing/receiver.ts';
import { type Lookup, leadsElsewhere, post } from './post.ts';
import { signature } from './sign.ts';

let pager: Receiver;
beforeAll(async () => {
  pager = await receiver();
});
afterAll(() => pager.close());
const ALLOWED = ['127.0.0.1'];
/** A name server that leads every name to these addresses. */
const leading =
  (...addresses: string[]): Lookup =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

describe('a receiver', () => {
  test('verifies the signature with the public library, of the new secret and of the one before', async () => {
    const [secret, before] = [newSecret(), newSecret()];
    const body = '{"type":"Test"}';
    await post(pager.url, body, signature('msg_1', new Date(), body, [secret, before]), ALLOWED);
    for (const one of [secret, before]) expect(verified(one, pager.received.at(-1))).toEqual({ type: 'Test' });
    expect(() => verified(newSecret(), pager.received.at(-1))).toThrow('signature');
  });

  test('has taken it by 2xx, and by nothing else', async () => {
    pager.answers(204, 302, 404, 500);
    expect(await post(pager.url, '{}', {}, ALLOWED)).toEqual({ isTaken: true, status: 204 });
    const count = pager.received.length;
    for (const status of [302, 404, 500])
      expect(await post(pager.url, '{}', {}, ALLOWED)).toMatchObject({
        isTaken: false,
        status,
        problem: `the receiver answered ${status}`,
      });
    expect(pager.received).toHaveLength(count + 3);
  });

  test('that is not there is said without its address', async () => {
    const gone = await receiver();
    await gone.close();
    expect(await post(gone.url, '{}', {}, ALLOWED)).toEqual({ isTaken: false, problem: 'the receiver cannot be reached: ECONNREFUSED' });
  });
});

describe('an address that is not on the public internet is never asked', () => {
  test.each([
    ['by its number', 'https://127.0.0.1/', leading('127.0.0.1')],
    ['by DNS', 'https://rebinding.example.com/', leading('127.0.0.1')],
    ['by one of the addresses of DNS', 'https://rebinding.example.com/', leading('93.184.215.14', '10.0.0.1')],
    ['by DNS, IPv4 in IPv6', 'https://rebinding.example.com/', leading('::ffff:169.254.169.254')],
  ])('%s', async (_, url, lookup) => {
    const count = pager.received.length;
    expect(await post(url, '{}', {}, [], lookup)).toEqual({ isTaken: false, problem: 'the address is not on the public internet' });
    expect(pager.received).toHaveLength(count);
  });

  test('and is refused before it is kept', async () => {
    expect(await leadsElsewhere('https://rebinding.example.com/', [], leading('10.0.0.1'))).toBe(true);
    expect(await leadsElsewhere('https://example.com/', [], leading('93.184.215.14'))).toBe(false);
    const unknown: Lookup = (_host, _options, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    expect(await leadsElsewhere('https://not-yet.example.com/', [], unknown)).toBe(false);
  });
});
