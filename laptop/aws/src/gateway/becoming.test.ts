import { describe, expect, test } from '@jest/globals';
import { type Becomes, createBecoming } from './becoming.ts';
import type { AwsCall, AwsResult } from './call.ts';

const call = (operation: string, params: AwsCall['params'] = {}, service = 'ec2'): AwsCall => ({
  id: 'id',
  service,
  operation,
  region: 'us-east-1',
  caller: { accountId: '1', arn: 'a' },
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.alloc(0),
  params,
});
const answer = (body: string, status = 200): AwsResult => ({ status, headers: {}, body: Buffer.from(body) });
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const text = (result: AwsResult) => result.body.toString('utf8').replace(DECLARATION, '');

const FAILED: Becomes = { id: 'natGatewayId', in: ['DescribeNatGateways'], shows: { state: 'failed', failureCode: 'Gateway.NotAttached' } };
const gateways = (...ids: string[]) =>
  answer(
    `${DECLARATION}<R><set>${ids.map((id) => `<item><natGatewayId>${id}</natGatewayId><state>available</state></item>`).join('')}</set></R>`,
  );

/** What `becomes` has noted of a NAT gateway `nat-1`. */
const becoming = () => {
  const all = createBecoming();
  all.note(call('CreateNatGateway'), answer('<R><natGateway><natGatewayId>nat-1</natGatewayId></natGateway></R>'), FAILED, 'a');
  return all;
};

describe('what becomes of a thing', () => {
  test('is shown of it, and of nothing else', () => {
    const shown = text(becoming().shown(call('DescribeNatGateways'), gateways('nat-0', 'nat-1')));
    expect(shown).toBe(
      '<R><set><item><natGatewayId>nat-0</natGatewayId><state>available</state></item>' +
        '<item><natGatewayId>nat-1</natGatewayId><state>failed</state><failureCode>Gateway.NotAttached</failureCode></item></set></R>',
    );
  });

  test('other answers pass as they are', () => {
    const all = becoming();
    const another = gateways('nat-0');
    expect(all.shown(call('DescribeNatGateways'), another)).toBe(another);
    for (const other of [call('DescribeRouteTables'), call('DescribeNatGateways', {}, 'rds')]) {
      const result = gateways('nat-1');
      expect(all.shown(other, result)).toBe(result);
    }
    const refused = answer('<Response><Errors/></Response>', 400);
    expect(all.shown(call('DescribeNatGateways'), refused)).toBe(refused);
  });

  test('ends with its deletion', () => {
    const all = becoming();
    all.shown(call('DeleteNatGateway', { NatGatewayId: 'nat-2' }), answer('<R/>'));
    expect(text(all.shown(call('DescribeNatGateways'), gateways('nat-1')))).toContain('failed');
    all.shown(call('DeleteNatGateway', { NatGatewayId: 'nat-1' }), answer('<R/>'));
    expect(text(all.shown(call('DescribeNatGateways'), gateways('nat-1')))).not.toContain('failed');
  });

  test('is known by a parameter where the answer names nothing, and shown in JSON', () => {
    const all = createBecoming();
    const params = { CertificateArn: 'arn:1' };
    const shows = { Status: 'FAILED' };
    all.note(call('RenewCertificate', params, 'acm'), answer(''), { id: 'CertificateArn', in: ['DescribeCertificate'], shows }, 'a');
    const described = answer('{"Certificate":{"CertificateArn":"arn:1","Status":"ISSUED"}}');
    expect(text(all.shown(call('DescribeCertificate', params, 'acm'), described))).toBe(
      '{"Certificate":{"CertificateArn":"arn:1","Status":"FAILED"}}',
    );
  });

  test('stays when the cause is gone, for what a call has made; what was only seen so is as it is', () => {
    const all = becoming();
    all.note(call('DescribeNatGateways'), gateways('nat-2'), FAILED, 'b');
    const failed = () => text(all.shown(call('DescribeNatGateways'), gateways('nat-1', 'nat-2'))).match(/failed/g);
    expect(failed()).toHaveLength(2);
    all.endCause('b');
    all.endCause('a');
    expect(failed()).toHaveLength(1);
  });

  test('a fault that names a member which the call does not have is a mistake', () => {
    expect(() => createBecoming().note(call('CreateVpc'), answer('<R/>'), FAILED, 'a')).toThrow('CreateVpc have natGatewayId');
  });
});
