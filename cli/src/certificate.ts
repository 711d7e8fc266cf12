import { createHash, createPublicKey, verify } from 'node:crypto';

export interface SignedFile {
  readonly document: Uint8Array;
  /** ECDSA over SHA-256, in DER. */
  readonly signature: Uint8Array;
  /** PEM. */
  readonly publicKey: string;
}
export type Verdict =
  | { readonly isGenuine: true; readonly tenantId: string; readonly completeOn: string; readonly issuedAt: string }
  | { readonly isGenuine: false; readonly reason: string };

/** SHA-256 of a public key in DER, hexadecimal: what tells keys apart. @throws Error for what is no public key in PEM */
export const fingerprintOf = (publicKey: string): string => {
  const der = createPublicKey(publicKey).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex');
};

/** Whether a certificate of erasure was signed by that key, and not changed since. It needs no account and no network. */
export const verdictOn = ({ document, signature, publicKey }: SignedFile): Verdict => {
  if (!verify('sha256', document, { key: publicKey, dsaEncoding: 'der' }, signature)) {
    return { isGenuine: false, reason: 'the signature is not of this file by this key: one of the three was changed' };
  }
  const { format, tenantId, completeOn, issuedAt } = JSON.parse(Buffer.from(document).toString('utf8')) as Readonly<Record<string, string>>;
  if (format !== 'tenantry.erasure-certificate/1')
    return { isGenuine: false, reason: `it is signed, but no certificate of erasure: ${format}` };
  return { isGenuine: true, tenantId: String(tenantId), completeOn: String(completeOn), issuedAt: String(issuedAt) };
};
