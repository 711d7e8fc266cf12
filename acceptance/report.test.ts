import { expect, test } from '@jest/globals';
import { compare } from './compare.ts';
import { referenceOf } from './reference.ts';
import { reportText } from './report.ts';
import { shapesOf } from './shape.ts';
import { callLine, TENANT, waitLine } from './testing/lines.ts';
import { traceOf } from './trace.ts';

/** What every line of a log may hold, and no report. */
const VALUES = {
  tenantId: TENANT,
  accountId: '100000000006',
  slug: 'mercy',
  domain: 'mercy.app.example.com',
  adminEmail: 'grace@mercy.example',
  address: '10.64.0.12',
  arn: 'arn:aws:iam::100000000006:role/tenantry-prod-network',
  function_name: 'tenantry-prod-network-handler',
  error: { message: 'User: arn:aws:sts::100000000006:assumed-role/x is not authorized' },
};
const trace = traceOf([
  callLine(1, {}, VALUES),
  callLine(2, { operation: 'CreateVpc', code: 'VpcLimitExceeded', attempts: 3, ms: 41 }, VALUES),
  callLine(3, { code: `arn:aws:ec2:us-east-1:100000000006:vpc/vpc-0123` }, VALUES),
  callLine(4, { code: 'RequestLimitExceeded' }, VALUES),
  callLine(5, { operation: 'grace@mercy.example' }, VALUES),
  waitLine('natAvailable', 120, VALUES),
]);
const reference = referenceOf([shapesOf(traceOf([callLine(1, {})])), shapesOf(traceOf([callLine(1, {})]))]);
const report = reportText({ trace, comparison: compare(shapesOf(trace), reference), reference, outdated: ['network'], isWhole: true });

test('a report has differences, waits with their share, what passes, figures, and what it does not cover', () => {
  expect(report).toContain(
    '| network.vpc | on-boarding | an answer that the laptop never gives | EC2 CreateVpc VpcLimitExceeded, EC2 DescribeVpcs UnknownError |',
  );
  expect(report).toMatch(/\| network\.natAvailable \| 120 \| \d+ \| \d+\.\d\d \|/);
  expect(report).toContain('| network.vpc | EC2 DescribeVpcs RequestLimitExceeded | 1 |');
  expect(report).toContain('| EC2 | 4 | 2 | 1 | 12 | 41 |');
  expect(report).toMatch(/CloudFormation makes itself/);
  expect(report).toMatch(/CodePipeline and CodeBuild make themselves/);
});

test('a report holds no account, id, name, address or ARN, whatever stands in the logs', () => {
  expect(report).not.toMatch(/\d{5}/);
  expect(report).not.toMatch(/arn:|@|[0-9A-HJKMNP-TV-Z]{26}|\d+\.\d+\.\d+\.\d+/);
  expect(report).not.toMatch(/mercy|grace|example|tenantry-|vpc-/);
});
