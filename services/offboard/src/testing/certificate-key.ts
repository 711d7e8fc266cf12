import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Signer } from '../certificate/signer.ts';

/** Signs as KMS does, by a key of this process. */
export const signer = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return {
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }),
    publicKey: async () => ({
      pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      sha256: createHash('sha256').update(der).digest('hex'),
    }),
  };
};
