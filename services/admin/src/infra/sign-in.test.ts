import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { signInPages } from './sign-in.ts';

const CONSOLE = 'https://superadmin.app.example.com';

test("a person signs in at Cognito's page, and comes back to the console or to the command", () => {
  const { client, resources } = signInPages('prod', configOf('example'), CONSOLE);
  expect(client).toMatchObject({
    AllowedOAuthFlows: ['code'],
    CallbackURLs: [`${CONSOLE}/signed-in`, expect.stringMatching(/^http:\/\/localhost:\d+\//), expect.anything(), expect.anything()],
    LogoutURLs: [`${CONSOLE}/`],
  });
  expect(resources.UserPoolDomain.Properties).toMatchObject({ ManagedLoginVersion: 2 });
});

test('an admin who is dismissed has ten minutes, and twelve hours before the next sign-in', () => {
  const { client } = signInPages('prod', configOf('example'), CONSOLE);
  expect([client.IdTokenValidity, client.AccessTokenValidity, client.TokenValidityUnits.IdToken]).toEqual([10, 10, 'minutes']);
  expect([client.RefreshTokenValidity, client.TokenValidityUnits.RefreshToken, client.RefreshTokenRotation.Feature]).toEqual([
    12,
    'hours',
    'ENABLED',
  ]);
});
