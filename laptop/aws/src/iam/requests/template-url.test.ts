import { expect, test } from '@jest/globals';
import { cloudformation } from './delivery.ts';

test('a template that lies in S3 is read in the name of whoever makes the change set', async () => {
  const params = { StackName: 'shop', ChangeSetName: 'one', TemplateURL: 'https://s3.us-east-1.amazonaws.com/bucket/plan/one%20two.json' };
  const call = { service: 'cloudformation', operation: 'CreateChangeSet', region: 'us-east-1', accountId: '999999999999', params };
  const asked = await cloudformation.CreateChangeSet?.({ ...call, method: 'POST', path: '/', headers: {} }, {} as never);
  expect(asked).toContainEqual({ action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/plan/one two.json' });
});
