import { expect, test } from '@jest/globals';
import { configOf } from './config.ts';
import { signInClient, signInSource, superAdminSignInPrefix, tenantSignInPrefix } from './sign-in.ts';

test('a prefix has no word that Cognito keeps for AWS, whatever is in the id', () => {
  expect(tenantSignInPrefix('01J2AWS3AWS4BCDEFGHJKMNPQR')).toBe('tenantry-01j2a-ws3a-ws4bcdefghjkmnpqr');
  expect(tenantSignInPrefix('01J2AVS3AVS4BCDEFGHJKMNPQR')).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
});

test('a console may ask the address at which people sign in', () => {
  const config = configOf('example');
  expect(signInSource(config, superAdminSignInPrefix('prod', config))).toBe(
    'https://tenantry-prod-222222222222.auth.us-east-1.amazoncognito.com',
  );
  expect(signInSource(configOf('dev'), 'p')).toBe('http://127.0.0.1:*');
});

test('nobody signs in past the pages with a password, and nobody changes by what others know them', () => {
  const { ExplicitAuthFlows, AllowedOAuthScopes, WriteAttributes, AllowedOAuthFlows } = signInClient('https://mercy.example.com');
  expect([...ExplicitAuthFlows, ...AllowedOAuthFlows]).toEqual(['ALLOW_USER_SRP_AUTH', 'code']);
  expect(AllowedOAuthScopes).not.toContain('aws.cognito.signin.user.admin');
  expect(WriteAttributes.filter((name) => /mail|name|phone|custom/.test(name))).toEqual([]);
  expect(WriteAttributes).not.toEqual([]);
});
