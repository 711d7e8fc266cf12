import { expect, test } from '@jest/globals';
import type { AwsCall } from '../call.ts';
import { loadModel } from './load.ts';
import { MODELS, modelsOf, NAMED, serviceNamed, signingNameOf } from './services.ts';
import { called, form, json } from './testing/calls.ts';
import { unknownOperation } from './unknown-operation.ts';

test.each([...MODELS].flatMap(([service, names]) => names.map((name) => [service, name] as const)))(
  'requests to %s are signed as its model %s says',
  (service, name) => {
    expect(loadModel(name)?.metadata.signingName).toBe(service);
  },
);

test.each([...NAMED])('what is signed as %s is %s', (signingName, service) => {
  expect(serviceNamed(signingName)).toBe(service);
  expect(signingNameOf(service)).toBe(signingName);
});

test('no model is looked for outside of the models', () => {
  expect(modelsOf('../../../../etc')).toEqual([]);
  expect(modelsOf('execute-api')).toEqual([]);
  expect(modelsOf('constructor')).toEqual([]);
});

const call = (parsed: ReturnType<typeof json>, headers: Record<string, string>, method = 'POST', path = '/'): AwsCall => ({
  id: 'request',
  region: 'us-east-1',
  caller: { accountId: '1', arn: 'a' },
  body: Buffer.alloc(0),
  ...parsed,
  method,
  path,
  headers,
});
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test.each<[string, AwsCall, string | undefined]>([
  ['JSON', call(json('ssm', 'AmazonSSM.MakeCoffee', {}), { 'x-amz-target': 'AmazonSSM.MakeCoffee' }), 'UnknownOperationException'],
  ['query', call(form('iam', { Action: 'MakeCoffee' }), FORM), 'InvalidAction'],
  ['EC2', call(form('ec2', { Action: 'MakeCoffee' }), FORM), 'InvalidAction'],
  ['REST-JSON', call(called('lambda', { path: '/coffee' }), {}, 'POST', '/coffee'), 'UnknownOperationException'],
  ['REST-XML', call(called('route53', { path: '/coffee' }), {}, 'POST', '/coffee'), 'UnknownOperationException'],
  ['S3', call(called('s3', { method: 'PATCH', path: '/bucket' }), {}, 'PATCH', '/bucket'), 'MethodNotAllowed'],
  ['what has no model', call(called('execute-api', { path: '/coffee' }), {}), undefined],
  ['what there is', call(json('ssm', 'AmazonSSM.GetParameter', {}), {}), undefined],
])('%s: an operation that AWS does not have', (_title, one, code) => {
  expect(unknownOperation(one)?.code).toBe(code);
});
