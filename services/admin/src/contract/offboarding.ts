import { z } from 'zod';
import { named, reason, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

/** Of a tenant being removed, or gone. */
export const Offboarding = z.object({
  at: time,
  requestedBy: z.string().optional().describe('Subject of the person, or `machine:<name>`.'),
  requestedByName: z.string().optional(),
  reason: z.string(),
  export: z.boolean(),
  exportLocation: z.string().optional(),
  exportSha256: z.string().optional().describe('Of its file SHA256SUMS, which names all others; hexadecimal.'),
  exportKeptUntil: z.iso.date().optional().describe('Of the export: on this day, UTC, the bucket begins to delete it.'),
  offboardedAt: time.optional(),
  leftovers: z.int().optional(),
  evidence: z.object({ location: z.string(), sha256: z.string() }).optional(),
  remains: z
    .array(z.object({ what: z.string(), why: z.string() }))
    .optional()
    .describe(
      "What was left alone on purpose: the organization's own, what lay in an account that was closed already, and logins that PostgreSQL does not let go.",
    ),
  certificate: z
    .object({ location: z.string(), sha256: z.string(), completeOn: z.string() })
    .optional()
    .describe('Of erasure: what was kept of people is erased, or expires by this day.'),
  closing: z.object({ state: z.string(), closesAt: time.optional(), closedAt: time.optional() }).optional(),
});

export const ErasureCertificate = named(
  'ErasureCertificate',
  'A signed certificate: save the four as files, and anybody verifies the signature with the public key alone.',
  z.object({
    tenantId: z.string(),
    completeOn: z.string().describe('From this day on, UTC, nothing is left.'),
    document: z.string().describe('The file that is signed, byte by byte: `<tenant id>.json`.'),
    signature: z.string().describe('ECDSA over SHA-256, in DER, as Base64: `<tenant id>.json.sig`.'),
    publicKey: z.string().describe('PEM: `public-key.pem`.'),
    page: z.string().describe('The same to read and to print: `<tenant id>.html`.'),
  }),
);

export const Evidence = named(
  'Evidence',
  'What the sweep found and removed in every account, and that nothing is left.',
  z.object({
    tenantId: z.string(),
    sha256: z.string().describe('Of the document, hexadecimal; as the last event of the tenant says.'),
    document: z.string().describe('JSON, byte by byte: `<tenant id>.json`.'),
  }),
);

export const ExportDownloads = named(
  'ExportDownloads',
  'The files of an export, each with an address from which anyone who has it gets that file for some minutes.',
  z.object({
    tenantId: z.string(),
    keptUntil: z.iso.date(),
    expiresAt: time.describe('Of the addresses: a download that has begun by then is finished.'),
    files: z.array(
      z.object({
        name: z.string(),
        bytes: z.int().optional(),
        sha256: z.string().optional().describe('Hexadecimal; `SHA256SUMS` names all.'),
        url: z.string(),
      }),
    ),
  }),
);

const one = z.strictObject({ id: tenantId });

export const offboardingRoutes = {
  'GET /tenants/{id}/evidence': {
    tag: 'tenants',
    summary: 'Shows the evidence that nothing of a tenant is left',
    description: 'Written by the sweep, look by look, until all accounts are empty.',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: Evidence,
  },
  'POST /tenants/{id}/export-downloads': {
    tag: 'tenants',
    summary: "Gives the addresses of an off-boarded tenant's exported data, for some minutes",
    description: 'For admins, and for people alone: it is what a hospital knows of its patients. The audit keeps who asked, and why.',
    group: 'admin',
    mutates: true,
    path: one,
    body: named('ExportDownloadRequest', 'Why.', z.strictObject({ reason })),
    status: 200,
    answer: ExportDownloads,
    problems: [409],
  },
  'GET /tenants/{id}/certificate': {
    tag: 'tenants',
    summary: "Shows that a tenant's people are forgotten, store by store",
    description: 'Issued when the tenant is off-boarded, and again when its account is closed.',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: ErasureCertificate,
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
