import { expect, test } from '@jest/globals';

test('a replay of the archive may be started: AWS asks for archive, event bus and replay', async () => {
  process.env.STAGE = 'example';
  const { default: service } = await import('./serverless.ts');
  const [policy] = service.resources.Resources.FunctionRole.Properties.Policies;
  const statements: readonly { readonly Action?: unknown }[] = policy?.PolicyDocument.Statement ?? [];
  const own = 'arn:aws:events:us-east-1:222222222222';
  expect(statements.filter(({ Action }) => [Action].flat().includes('events:StartReplay'))).toEqual([
    expect.objectContaining({
      Effect: 'Allow',
      Resource: [`${own}:archive/tenantry-example`, `${own}:event-bus/tenantry-example`, `${own}:replay/*`],
    }),
  ]);
});
