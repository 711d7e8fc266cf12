import { expect, test } from '@jest/globals';
import { mistakes } from '../reference.ts';
import { requestsOf } from './all.ts';
import type { Input, Look } from './asked.ts';

const asked = async (service: string, operation: string, params: Input['params']) => {
  const place = { region: 'us-east-1', accountId: '999999999999' };
  const requests = await requestsOf({ service, operation, params, ...place, method: 'POST', path: '/', headers: {} }, {} as Look);
  expect(await mistakes(requests ?? [])).toEqual([]);
  return requests?.map(({ action, resource }) => `${action} ${resource}`);
};

test('alarms are asked for by name, or all of them', async () => {
  const alarm = (name: string): string => `cloudwatch:DescribeAlarms arn:aws:cloudwatch:us-east-1:999999999999:alarm:${name}`;
  expect(await asked('monitoring', 'DescribeAlarms', { AlarmNames: ['a', 'b'] })).toEqual([alarm('a'), alarm('b')]);
  expect(await asked('monitoring', 'DescribeAlarms', {})).toEqual([alarm('*')]);
});

test('a topic is made by its name, and named by its ARN afterwards', async () => {
  const topic = 'arn:aws:sns:us-east-1:999999999999:t';
  expect(await asked('sns', 'CreateTopic', { Name: 't' })).toEqual([`sns:CreateTopic ${topic}`]);
  expect(await asked('sns', 'ListSubscriptionsByTopic', { TopicArn: topic })).toEqual([`sns:ListSubscriptionsByTopic ${topic}`]);
});
