import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { settingsOf } from './settings.ts';

const pool = { userPoolId: 'us-east-1_1', clientId: 'c-1' };

test("in AWS people sign in at Cognito's page", async () => {
  const settings = await settingsOf('prod', configOf('example'), pool, 'r-1', { region: 'us-east-1' });
  expect(settings).toMatchObject({
    ...pool,
    signInUrl: 'https://tenantry-prod-222222222222.auth.us-east-1.amazoncognito.com',
    apiUrl: '/api',
    release: 'r-1',
  });
});

test('where a deployment shows the pages elsewhere, the console is told', async () => {
  const settings = await settingsOf('dev', configOf('dev'), pool, 'r-1', { region: 'us-east-1', endpoint: 'http://127.0.0.1:4600' });
  expect(settings.signInUrl).toBe('http://127.0.0.1:4600/_aws/cognito/tenantry-dev-100000000002');
});
