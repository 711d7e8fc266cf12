import { verify } from 'node:crypto';
import { CreateAliasCommand, CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { beforeAll, expect, test } from '@jest/globals';
import { functionRoleName } from '@tenantry/shared/domain/names';
import { allow } from '@tenantry/shared/infra/policy';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { functionRoleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import { certificateKey } from './infra.ts';
import { certificateKeyAlias } from './key-alias.ts';
import { type Signer, signerIn } from './signer.ts';

const deployment = `test${ulid().toLowerCase()}`;
const kms = new KMSClient(rootOf(testAccounts.superAdmin));
const alias = certificateKeyAlias(deployment);
let [ours, others]: Signer[] = [];

beforeAll(async () => {
  const { KeyPolicy, ...key } = certificateKey(deployment, testAccounts.superAdmin).CertificateKey.Properties;
  const Policy = JSON.stringify(KeyPolicy);
  const { KeyMetadata = {} } = await kms.send(new CreateKeyCommand({ ...key, Policy } as never));
  const { KeyId = '', Arn = '' } = KeyMetadata as { KeyId?: string; Arn?: string };
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
  const statements = [allow(['kms:GetPublicKey', 'kms:Sign'], Arn)];
  const as = async (role: string) => signerIn(new KMSClient(await functionRoleWith(role, statements)), alias);
  ours = await as(functionRoleName(deployment, 'offboard'));
  others = await as(functionRoleName(deployment, 'admin'));
});

test("the service's functions sign, and the published key verifies it", async () => {
  const bytes = Buffer.from('a certificate');
  const [signature = new Uint8Array(), key] = await Promise.all([ours?.sign(bytes), ours?.publicKey()]);
  expect(verify('sha256', bytes, { key: key?.pem ?? '', dsaEncoding: 'der' }, signature)).toBe(true);
});

test('no other function signs, although its own policy allows it', async () => {
  await expect(others?.publicKey()).resolves.toMatchObject({ pem: expect.stringContaining('PUBLIC KEY') });
  await expect(others?.sign(Buffer.from('a certificate'))).rejects.toThrow(/not authorized/i);
});
