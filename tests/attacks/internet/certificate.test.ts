import { verify } from 'node:crypto';
import { expect } from '@jest/globals';
import { conditionsHold } from '@laptop/aws/iam/conditions';
import { actionMatches } from '@laptop/aws/iam/pattern';
import { type ConditionBlock, listed } from '@laptop/aws/iam/policy';
import { samples } from '@tenantry/events-schema/testing/samples';
import { configOf } from '@tenantry/shared/deployment/config';
import fc from 'fast-check';
import { fingerprintOf, verdictOn } from '../../../cli/src/certificate.ts';
import { certificateOf, documentOf } from '../../../services/offboard/src/certificate/certificate.ts';
import { certificateKey } from '../../../services/offboard/src/certificate/infra.ts';
import { signer } from '../../../services/offboard/src/testing/certificate-key.ts';
import { attack } from '../attack.ts';

const { tenantId, ...said } = samples.RecordsErased;
const issue = async (by = signer()) => {
  const { pem, sha256 } = await by.publicKey();
  const config = configOf('dev');
  const certificate = certificateOf({ tenantId, deployment: 'dev', config, erasedAt: said.at, said }, sha256, said.at);
  const document = Buffer.from(documentOf(certificate));
  return { document, signature: await by.sign(document), publicKey: pem };
};

attack('changed-certificate', 'somebody changes one byte of a certificate, or of its signature, and shows it as genuine', async () => {
  const genuine = await issue();
  expect(verdictOn(genuine)).toMatchObject({ isGenuine: true, tenantId });
  const changed = (bytes: Uint8Array, at: number, by: number) =>
    bytes.map((byte, i) => (i === at % bytes.length ? (byte + by) % 256 : byte));
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.constantFrom('document', 'signature'), (at, by, part) => {
      expect(verdictOn({ ...genuine, [part]: changed(genuine[part as 'document'], at, by) }).isGenuine).toBe(false);
    }),
  );
});

attack('certificate-by-another-key', 'somebody signs a certificate of his own by a key of his own', async () => {
  const [genuine, forged] = [await issue(), await issue()];
  expect(verdictOn({ ...forged, publicKey: genuine.publicKey }).isGenuine).toBe(false);
  // Who takes the key from beside the file sees that it is another one than the published.
  expect(fingerprintOf(forged.publicKey)).not.toBe(fingerprintOf(genuine.publicKey));
  expect(verify('sha256', forged.document, genuine.publicKey, forged.signature)).toBe(false);
});

attack('certificate-signed-by-an-administrator', 'an administrator of the super-admin account, or another function, has KMS sign', () => {
  const { superAdmin } = configOf('dev').accounts;
  const { KeyPolicy } = certificateKey('dev', superAdmin).CertificateKey.Properties;
  interface KeyStatement {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Condition?: ConditionBlock;
  }
  const mayDo = (action: string, role: string): boolean =>
    (KeyPolicy.Statement as readonly KeyStatement[]).some(
      ({ Effect, Action, Condition }) =>
        Effect === 'Allow' &&
        listed(Action).some((text) => actionMatches(action, text)) &&
        conditionsHold(Condition, { 'aws:PrincipalArn': `arn:aws:iam::${superAdmin}:role/${role}` }),
    );
  expect(mayDo('kms:Sign', 'tenantry-dev-offboard-function')).toBe(true);
  for (const role of ['Admin', 'tenantry-dev-admin-function', 'tenantry-dev-pipeline-function', 'tenantry-dev-developer']) {
    expect([role, mayDo('kms:Sign', role)]).toEqual([role, false]);
    // The key can still be looked after.
    expect(mayDo('kms:PutKeyPolicy', role)).toBe(true);
  }
});
