import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { reading } from '../readings/reading.ts';
import { accountIdsOf } from './organization.ts';

interface Options {
  readonly abortSignal: AbortSignal;
}
/** An organization whose pages come one after the other; the SDK's paginators take a real client only. */
const organization = (page: (options: Options, token?: string) => Promise<object>) =>
  Object.assign(new OrganizationsClient({ region: 'us-east-1' }), {
    send: (command: { readonly input: { readonly NextToken?: string } }, options: Options) => page(options, command.input.NextToken),
  });

test('accounts are those of all pages', async () => {
  const client = organization(async (_options, token) =>
    token ? { Accounts: [{ Id: 'two' }] } : { Accounts: [{ Id: 'one' }], NextToken: 'more' },
  );
  expect(await accountIdsOf(client, 60_000)).toEqual(['one', 'two']);
});

test('an organization too large for an answer of the API is not known, and takes no answer down', async () => {
  const client = organization(
    ({ abortSignal }) =>
      new Promise((_resolve, reject) => {
        abortSignal.addEventListener('abort', () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' })));
      }),
  );
  expect(await reading('The number of accounts', accountIdsOf(client, 0))).toEqual({
    unknown: 'The number of accounts could not be read (AbortError). docs/runbook.md#a-figure-is-not-known',
  });
});
