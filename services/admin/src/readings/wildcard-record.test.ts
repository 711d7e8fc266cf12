import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { describe, expect, test } from '@jest/globals';
import { leadingElsewhere } from './wildcard-record.ts';

const WILDCARD = '*.app.example.com.';
const Name = '\\052.app.example.com.';
const alias = (DNSName: string) => ({ DNSName, HostedZoneId: 'Z', EvaluateTargetHealth: false });
const found = (set: ResourceRecordSet) => leadingElsewhere([set], WILDCARD);

describe('a wildcard record that leads tenants elsewhere', () => {
  test.each<readonly [string, ResourceRecordSet, string]>([
    ['an alias of a distribution', { Name, Type: 'A', AliasTarget: alias('d1.cloudfront.net.') }, '*.app.example.com A d1.cloudfront.net.'],
    [
      'a name, which may lead to one',
      { Name, Type: 'CNAME', ResourceRecords: [{ Value: 'www.example.com' }] },
      '*.app.example.com CNAME www.example.com',
    ],
  ])('is %s', (_what, set, record) => expect(found(set)).toBe(record));

  test.each<readonly [string, ResourceRecordSet]>([
    ['an address', { Name, Type: 'A', ResourceRecords: [{ Value: '192.0.2.1' }] }],
    ['an alias of a load balancer', { Name, Type: 'A', AliasTarget: alias('x.us-east-1.elb.amazonaws.com.') }],
    ['a word about certificates', { Name, Type: 'CAA', ResourceRecords: [{ Value: '0 issue "amazon.com"' }] }],
    ['below another name', { Name: '\\052.mercy.app.example.com.', Type: 'CNAME', ResourceRecords: [{ Value: 'd1.cloudfront.net' }] }],
  ])('is not %s', (_what, set) => expect(found(set)).toBeUndefined());
});
