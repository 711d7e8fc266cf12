import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { identityCenterKey } from './identity-center.ts';

const config = configOf('dev');

test('Identity Center with a key of AWS needs no right, and with a key of its own that key, through its own services alone', () => {
  expect(identityCenterKey(config)).toEqual([]);
  const kmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const [statement, ...more] = identityCenterKey({ ...config, identityCenter: { ...config.identityCenter, kmsKeyArn } });
  expect(more).toEqual([]);
  expect(JSON.stringify(statement)).toContain(kmsKeyArn);
  expect(JSON.stringify(statement)).toMatch(/kms:Decrypt.*kms:ViaService.*sso\.\*\.amazonaws\.com.*identitystore\.\*\.amazonaws\.com/);
});
