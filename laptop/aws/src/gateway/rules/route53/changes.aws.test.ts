import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetChangeCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';
import { CreateEmailIdentityCommand, DeleteEmailIdentityCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../testing/accounts.ts';
import { quotas } from '../quotas.ts';
import { held } from '../testing/held.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
let route53: Route53Client;
let HostedZoneId: string;
beforeAll(async () => {
  aws = await startRuledAws();
  route53 = new Route53Client(aws.as(ACCOUNTS.dns));
  HostedZoneId = (await route53.send(new CreateHostedZoneCommand({ Name: 'app.localhost', CallerReference: 'dns' }))).HostedZone!.Id!;
});
afterAll(() => aws.stop());

interface Change {
  readonly Action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly Name: string;
  readonly Type?: RRType;
  readonly Value?: string;
}
const change = (...changes: Change[]) => {
  const Changes = changes.map(({ Action, Name, Type = 'CNAME', Value = 'v.example.com.' }) => ({
    Action,
    ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value }] },
  }));
  return route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
};
const refusal = async (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('a change of records', () => {
  test('is PENDING for 45 seconds', async () => {
    const { ChangeInfo } = await change({ Action: 'CREATE', Name: 'pending.app.localhost' });
    const status = async () => (await route53.send(new GetChangeCommand({ Id: ChangeInfo!.Id }))).ChangeInfo!.Status;
    expect([ChangeInfo!.Status, await status(), await status()]).toEqual(['PENDING', 'PENDING', 'PENDING']);
    aws.advance(46);
    expect(await status()).toBe('INSYNC');
  });

  test('stays inside its zone', async () => {
    expect(await refusal(change({ Action: 'UPSERT', Name: 'x.other.example' }))).toBe(
      'InvalidChangeBatch: [RRSet with DNS name x.other.example. is not permitted in zone app.localhost.]',
    );
  });

  test('puts no CNAME beside another type, nor at the apex', async () => {
    await change({ Action: 'CREATE', Name: 'a.app.localhost', Type: 'A', Value: '192.0.2.1' });
    await change({ Action: 'CREATE', Name: 'c.app.localhost' });
    expect(await refusal(change({ Action: 'CREATE', Name: 'a.app.localhost' }))).toContain('a conflicting RRSet of type A');
    expect(await refusal(change({ Action: 'CREATE', Name: 'c.app.localhost', Type: 'A', Value: '192.0.2.1' }))).toContain(
      'a conflicting RRSet of type CNAME',
    );
    expect(await refusal(change({ Action: 'CREATE', Name: 'app.localhost' }))).toContain('is not permitted at apex');
  });

  test('creates no record twice and is all or nothing', async () => {
    await change({ Action: 'CREATE', Name: 'twice.app.localhost' });
    const both = change({ Action: 'CREATE', Name: 'new.app.localhost' }, { Action: 'CREATE', Name: 'twice.app.localhost' });
    expect(await refusal(both)).toBe(
      "InvalidChangeBatch: [Tried to create resource record set [name='twice.app.localhost.', type='CNAME'] but it already exists]",
    );
    expect(await refusal(change({ Action: 'DELETE', Name: 'new.app.localhost' }))).toContain('it was not found');
  });

  test('deletes only the exact value', async () => {
    await change({ Action: 'CREATE', Name: 'exact.app.localhost' });
    expect(await refusal(change({ Action: 'DELETE', Name: 'exact.app.localhost', Value: 'w.example.com.' }))).toContain(
      'do not match the current values',
    );
    expect(await refusal(change({ Action: 'DELETE', Name: 'exact.app.localhost' }))).toBe('none');
  });

  test('takes no SOA and no NS record of the zone away, and may lower the SOA', async () => {
    const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    const own = ResourceRecordSets.filter(({ Name }) => Name === 'app.localhost.');
    const batch = (Action: 'DELETE' | 'UPSERT', ...sets: ResourceRecordSet[]) => ({
      HostedZoneId,
      ChangeBatch: { Changes: sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet })) },
    });
    expect(await refusal(route53.send(new ChangeResourceRecordSetsCommand(batch('DELETE', ...own))))).toBe(
      'InvalidChangeBatch: [A HostedZone must contain at least one NS record for the zone itself., A HostedZone must contain exactly one SOA record.]',
    );
    const soa = own.find(({ Type }) => Type === 'SOA');
    const lowered = { ...soa!, ResourceRecords: [{ Value: soa!.ResourceRecords![0]!.Value!.replace(/\d+$/, '60') }] };
    expect(await refusal(route53.send(new ChangeResourceRecordSetsCommand(batch('UPSERT', lowered))))).toBe('none');
  });

  test.each([
    ['Z2FDTNDATAQYW2', 'e1fsf78lgyjqau'],
    ['Z35SXDOTRQ7X7K', 'd1.cloudfront.net'],
  ])('makes no alias in zone %s of %s, which does not lie there', async (zone, DNSName) => {
    const AliasTarget = { HostedZoneId: zone, DNSName, EvaluateTargetHealth: false };
    const Changes = [{ Action: 'CREATE' as const, ResourceRecordSet: { Name: 'alias.app.localhost', Type: 'A' as const, AliasTarget } }];
    const call = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } });
    expect(await refusal(route53.send(call))).toContain('but the alias target name does not lie within the target zone');
  });

  test('is refused for a zone that there is not', async () => {
    const Changes = [{ Action: 'CREATE' as const, ResourceRecordSet: { Name: 'x.app.localhost', Type: 'A' as const, TTL: 60 } }];
    const call = new ChangeResourceRecordSetsCommand({ HostedZoneId: 'Z00000000000', ChangeBatch: { Changes } });
    expect(await errorOf(route53.send(call))).toBe('NoSuchHostedZone');
  });

  test('is throttled after fifty calls at once, and ten a second come back', async () => {
    const other = new Route53Client(aws.as(freshAccount()));
    const look = () => errorOf(other.send(new ListHostedZonesCommand({})));
    for (let n = 0; n < 50; n++) await look();
    expect(await look()).toBe('Throttling');
    aws.advance(1);
    for (let n = 0; n < 10; n++) expect(await look()).toBe('none');
    expect(await look()).toBe('Throttling');
  });

  test('may replace a type within one batch', async () => {
    await change({ Action: 'CREATE', Name: 'swap.app.localhost' });
    const swap = change(
      { Action: 'DELETE', Name: 'swap.app.localhost' },
      { Action: 'CREATE', Name: 'swap.app.localhost', Type: 'A', Value: '192.0.2.1' },
    );
    expect(await refusal(swap)).toBe('none');
  });

  test('is refused while another one of the zone is being processed', async () => {
    const upsert = (name: string) => errorOf(change({ Action: 'UPSERT', Name: `${name}.app.localhost` }));
    const first = await held(aws.local.context, () => upsert('first'));
    expect(await upsert('second')).toBe('PriorRequestNotComplete');
    expect(await first.goOn()).toBe('none');
    expect(await upsert('second')).toBe('none');
  });
});

describe('a mail identity', () => {
  const Tags = [{ Key: 'shop:customer-id', Value: 't1' }];
  const identity = async (EmailIdentity: string) => {
    const ses = new SESv2Client(aws.as(freshAccount()));
    const created = await ses.send(new CreateEmailIdentityCommand({ EmailIdentity, Tags }));
    return { ses, created, look: () => ses.send(new GetEmailIdentityCommand({ EmailIdentity })) };
  };

  test('exists once and keeps its tags', async () => {
    const { ses, look } = await identity('one.app.localhost');
    expect(await errorOf(ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'one.app.localhost' })))).toBe('AlreadyExistsException');
    expect((await look()).Tags).toEqual(Tags);
    expect(await errorOf(ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: 'two.app.localhost' })))).toBe('NotFoundException');
  });

  test('is one of as many as the quota allows', async () => {
    const limit = quotas(aws.local.context);
    const ses = new SESv2Client(aws.as(freshAccount()));
    const create = (name: string) => errorOf(ses.send(new CreateEmailIdentityCommand({ EmailIdentity: `${name}.app.localhost` })));
    limit.mailIdentities = 1;
    expect([await create('first'), await create('second')]).toEqual(['none', 'LimitExceededException']);
    limit.mailIdentities = 10_000;
  });

  test('is verified only when its three DKIM records exist', async () => {
    const { created, look } = await identity('mail.app.localhost');
    const { Tokens, SigningHostedZone } = created.DkimAttributes!;
    expect(Tokens).toHaveLength(3);
    expect(created.VerifiedForSendingStatus).toBe(false);
    for (const [index, token] of Tokens!.entries()) {
      expect((await look()).VerifiedForSendingStatus).toBe(false);
      await change({ Action: 'CREATE', Name: `${token}._domainkey.mail.app.localhost`, Value: `${token}.${SigningHostedZone}` });
      aws.advance(index < 2 ? 1_000 : 0);
    }
    expect((await look()).DkimAttributes!.Status).toBe('PENDING');
    aws.advance(106);
    expect(await look()).toMatchObject({
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      DkimAttributes: { Status: 'SUCCESS' },
    });
  });
});
