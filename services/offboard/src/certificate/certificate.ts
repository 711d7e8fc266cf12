import { daysAfter, type ErasureFacts } from './facts.ts';
import type { Ending } from './store.ts';
import { STORES } from './stores.ts';

export const FORMAT = 'tenantry.erasure-certificate/1';

/** One store, as the certificate says it. */
export type CertifiedStore = { readonly store: string; readonly accountId: string; readonly held: string } & Ending;

/** That nothing of a tenant's people is kept, or until when. It names no person. The bytes of its file are what is signed. */
export interface Certificate {
  readonly format: typeof FORMAT;
  readonly deployment: string;
  readonly tenantId: string;
  readonly accountId?: string | undefined;
  readonly domain?: string | undefined;
  readonly offboardedAt: string;
  /** When what could be erased was seen to be. */
  readonly erasedAt: string;
  readonly issuedAt: string;
  /** From this day on, UTC, nothing is left. */
  readonly completeOn: string;
  readonly stores: readonly CertifiedStore[];
  /** That nothing is left in AWS, account by account: a document of the same bucket. */
  readonly evidence?: { readonly location: string; readonly sha256: string } | undefined;
  /** What it was issued from, for when the account's closing moves. */
  readonly closing?: ErasureFacts['said']['closing'];
  readonly export?: ErasureFacts['said']['export'];
  readonly signature: { readonly algorithm: 'ECDSA_SHA_256'; readonly publicKeySha256: string };
}

/** The certificate of a tenant. Pure. @param publicKeySha256 of the key that signs, in DER, hexadecimal */
export const certificateOf = (facts: ErasureFacts, publicKeySha256: string, issuedAt: string): Certificate => {
  const { tenantId, deployment, config, erasedAt, said } = facts;
  const placed = (account: (typeof STORES)[number]['account']) =>
    account === 'tenant' ? (said.accountId ?? '') : config.accounts[account];
  const stores = STORES.map(({ store, account, holds, ending }): CertifiedStore => {
    const named = store.replaceAll('<deployment>', deployment).replaceAll('<account>', placed(account));
    return { store: named, accountId: placed(account), held: holds, ...ending(facts) };
  });
  const ends = stores.flatMap((one) => (one.state === 'expires' ? [one.expiresOn] : []));
  return {
    format: FORMAT,
    deployment,
    tenantId,
    accountId: said.accountId,
    domain: said.domain,
    offboardedAt: said.offboardedAt,
    erasedAt,
    issuedAt,
    completeOn: ends.sort().at(-1) ?? daysAfter(erasedAt, 0),
    stores,
    evidence: said.evidence,
    closing: said.closing,
    export: said.export,
    signature: { algorithm: 'ECDSA_SHA_256', publicKeySha256 },
  };
};

/** The file, whose bytes are signed. */
export const documentOf = (certificate: Certificate): string => `${JSON.stringify(certificate, undefined, 2)}\n`;
