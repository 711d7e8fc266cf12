import { describe, expect, test } from '@jest/globals';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { aliases } from './dns-record.ts';
import { ensureRecords } from './hosted-zone.ts';
import type { Scope } from './scope.ts';

/** A zone whose every change Route 53 refuses; the lease is always free. */
const refusing = (name: string, message: string): Scope => {
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    if (command.constructor.name !== 'ChangeResourceRecordSetsCommand') return { ResourceRecordSets: [] };
    throw Object.assign(new Error(message), { name });
  };
  return { tenantId: 'T', hostedZoneId: 'Z', production: () => ({ send }), dynamoDb: { send } } as unknown as Scope;
};
const refusal = (name: string, message: string): Promise<unknown> =>
  ensureRecords(refusing(name, message), aliases('t.example', 'd1.cloudfront.net'), 't.example').catch((error: unknown) => error);

describe('a change that Route 53 refuses', () => {
  test('because the zone is full asks for the quota, not for a record that is in the way', async () => {
    const error = await refusal('InvalidChangeBatch', '[Number of records limit of 10000 exceeded.]');
    expect(error).toBeInstanceOf(StalledError);
    expect(error).toMatchObject({ code: 'HostedZoneFull', advice: expect.stringContaining('"Records per hosted zone"') });
  });

  test('for another reason of the batch is passed on as it is', async () => {
    const message = '[The request contains an invalid set of changes for a resource record set]';
    expect(await refusal('InvalidChangeBatch', message)).toMatchObject({ name: 'InvalidChangeBatch', message });
  });

  test('because it works on another one is waited for', async () => {
    expect(await refusal('PriorRequestNotComplete', 'still processing')).toBeInstanceOf(Wait);
  });
});
