import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { hostedSignIn } from './sign-in.ts';

const CONSOLE = 'https://superadmin.app.example.com';

test("a person signs in at Cognito's page, and comes back to the console or to the command", () => {
  const { client, resources } = hostedSignIn('prod', configOf('example'), CONSOLE);
  expect(client).toMatchObject({
    AllowedOAuthFlows: ['code'],
    CallbackURLs: [`${CONSOLE}/signed-in`, expect.stringMatching(/^http:\/\/localhost:\d+\//), expect.anything(), expect.anything()],
    LogoutURLs: [`${CONSOLE}/`],
  });
  expect(resources).toHaveProperty('UserPoolDomain');
});

test('where a form of the console asks for passwords there is no such page', () => {
  expect(hostedSignIn('dev', configOf('dev'), 'http://console')).toEqual({ client: {}, resources: {} });
});
