import { createHash, createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';

export interface Signer {
  /** ECDSA over SHA-256, in DER as openssl takes it. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly publicKey: () => Promise<{ readonly pem: string; readonly sha256: string }>;
}

/** Signs by a key of KMS, which never leaves it. @param KeyId its id, ARN or alias */
export const signerIn = (kms: KMSClient, KeyId: string): Signer => ({
  sign: async (bytes) => {
    // KMS takes 4,096 bytes of a message (KMS API reference, Sign): of a file it is given the digest.
    const Message = createHash('sha256').update(bytes).digest();
    const { Signature } = await kms.send(new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }));
    if (!Signature) throw new Error(`KMS answered no signature by ${KeyId}`);
    return Signature;
  },
  publicKey: async () => {
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId }));
    if (!PublicKey) throw new Error(`KMS answered no public key of ${KeyId}`);
    const der = Buffer.from(PublicKey);
    const pem = createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ format: 'pem', type: 'spki' }).toString();
    return { pem, sha256: createHash('sha256').update(der).digest('hex') };
  },
});
