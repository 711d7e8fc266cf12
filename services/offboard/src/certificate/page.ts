import type { Certificate, CertifiedStore } from './certificate.ts';

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value: string): string => value.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
const cells = (values: readonly string[], tag: 'th' | 'td' = 'td'): string =>
  `<tr>${values.map((value) => `<${tag}>${text(value)}</${tag}>`).join('')}</tr>`;

const endOf = (store: CertifiedStore): readonly [end: string, why: string] => {
  if (store.state === 'erased') return ['erased', store.how];
  if (store.state === 'expires') return [`expires on ${store.expiresOn}`, store.why];
  return ['holds nobody', store.why];
};

/**
 * The certificate to read and to print: one file that loads nothing.
 * @param sha256 of the signed file, hexadecimal
 */
export const pageOf = (certificate: Certificate, sha256: string): string => {
  const { tenantId, accountId = 'none', domain = 'none', offboardedAt, erasedAt, issuedAt, completeOn, stores, evidence } = certificate;
  const facts = [
    ['Tenant', tenantId],
    ['Domain', domain],
    ['AWS account', accountId],
    ['Off-boarded', offboardedAt],
    ['Erased', erasedAt],
    ['Complete on', completeOn],
    ['Issued', issuedAt],
    ...(evidence ? [['Evidence that no resource is left', `${evidence.location}, SHA-256 ${evidence.sha256}`]] : []),
    ['SHA-256 of the signed file', sha256],
    ['Signed by the key with the SHA-256', certificate.signature.publicKeySha256],
  ];
  const rows = stores.map((store) => cells([store.store, store.accountId, store.held, ...endOf(store)]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Certificate of erasure: ${text(tenantId)}</title>
<style>
body { font: 10pt/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border-bottom: 1px solid #999; padding: 0.3em 0.8em 0.3em 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
@page { margin: 15mm; }
</style>
</head>
<body>
<h1>Certificate of erasure</h1>
<p>What was kept of the people of this tenant is erased, or expires by itself on the day that is named. From ${text(completeOn)} on nothing is left.</p>
<table>${facts.map(([label = '', value = '']) => `<tr><th scope="row">${text(label)}</th><td>${text(value)}</td></tr>`).join('')}</table>
<table>${cells(['Store', 'Account', 'Held', 'State', 'How, or why'], 'th')}${rows.join('')}</table>
<p>This page is for reading. What counts is the signed file ${text(tenantId)}.json: <code>tenantry verify-certificate ${text(tenantId)}.json</code>,
or <code>openssl dgst -sha256 -verify public-key.pem -signature ${text(tenantId)}.json.sig ${text(tenantId)}.json</code>.</p>
</body>
</html>
`;
};
