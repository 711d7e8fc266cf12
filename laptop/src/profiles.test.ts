import { expect, test } from '@jest/globals';
import { profilesText } from './profiles.ts';

test('a service profile assumes its functions’ role through the gateway', () => {
  expect(profilesText({ url: 'http://127.0.0.1:4600', region: 'us-east-1' }, 'dev')).toContain(
    [
      '[profile tenantry-network]',
      'region = us-east-1',
      'endpoint_url = http://127.0.0.1:4600',
      'role_arn = arn:aws:iam::100000000002:role/tenantry-dev-network-function',
      'source_profile = tenantry-super-admin',
    ].join('\n'),
  );
});

test('an account profile is that account’s root', () => {
  expect(profilesText({ url: 'http://127.0.0.1:4600', region: 'us-east-1' }, 'dev')).toMatch(
    /\[profile tenantry-owner\][^[]*aws_access_key_id = 100000000001/,
  );
});
