import { describe, expect, test } from '@jest/globals';
import { CHANGE, called, form, restJson, TAGS, xml, ZONE_CHANGE } from './testing/calls.ts';

describe('the input has the form of the model whatever the protocol', () => {
  test('EC2: lists, booleans and numbers', () => {
    const call = form('ec2', {
      Action: 'DescribeVpcs',
      Version: '2016-11-15',
      'Filter.1.Name': 'a',
      'Filter.1.Value.1': 'b',
      'Filter.1.Value.2': 'c',
      MaxResults: '5',
    });
    expect(call.input).toEqual({ Filters: [{ Name: 'a', Values: ['b', 'c'] }], MaxResults: 5 });
    expect(form('ec2', { Action: 'CreateVpc', Version: '2016-11-15', ...TAGS }).input).toEqual({
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: '' }] }],
    });
  });

  test('query: members of lists, and lists with names of their own', () => {
    const roles = form('iam', { Action: 'CreateRole', Version: '2010-05-08', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' });
    expect(roles.input).toEqual({ Tags: [{ Key: 'a', Value: 'b' }] });
    const cluster = form('rds', { Action: 'CreateDBCluster', Version: '2014-10-31', 'VpcSecurityGroupIds.VpcSecurityGroupId.1': 'sg-1' });
    expect(cluster.input).toEqual({ VpcSecurityGroupIds: ['sg-1'] });
    const topic = form('sns', {
      Action: 'CreateTopic',
      Version: '2010-03-31',
      Name: 'a',
      'Attributes.entry.1.key': 'k',
      'Attributes.entry.1.value': 'v',
    });
    expect(topic.input).toEqual({ Name: 'a', Attributes: { k: 'v' } });
  });

  test('REST: path, query string, headers and body', () => {
    const put = called('s3', {
      method: 'PUT',
      path: '/bucket/a%20b?x-id=PutObject',
      headers: { 'x-amz-meta-c': 'd', 'content-length': '1' },
      body: 'x',
    });
    expect(put.input).toEqual({ Bucket: 'bucket', Key: 'a b', Metadata: { c: 'd' }, ContentLength: 1, Body: Buffer.from('x') });
    const lifecycle =
      '<?xml version="1.0"?><LifecycleConfiguration><Rule><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>';
    expect(xml('s3', 'PUT', '/bucket?lifecycle', lifecycle).input).toEqual({
      Bucket: 'bucket',
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Expiration: { Days: 3 } }] },
    });
    expect(restJson('apigateway', 'PATCH', '/v2/apis/a1/stages/%24default', { autoDeploy: true }).input).toEqual({
      ApiId: 'a1',
      StageName: '$default',
      AutoDeploy: true,
    });
    expect(xml('route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset', ZONE_CHANGE(CHANGE('A', '1.2.3.4'))).input).toMatchObject({
      HostedZoneId: 'Z1',
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: { TTL: 60, ResourceRecords: [{ Value: '1.2.3.4' }] } }] },
    });
  });
});
