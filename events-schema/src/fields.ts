import { z } from 'zod';

/** AWS account id: 12 digits. */
export const accountId = z.string().regex(/^\d{12}$/, 'an AWS account id has 12 digits');
export const arn = z.string().regex(/^arn:aws[a-z-]*:/, 'an ARN starts with arn:aws');
/** IPv4 CIDR block in canonical form: `10.64.0.0/20`. */
export const cidrBlock = z.cidrv4();
/** Label of the tenant below the root domain (RFC 1035), lower case. */
export const slug = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'lower-case letters, digits and hyphens, starting with a letter, not ending with a hyphen');
/** AWS Certificate Manager: "the maximum length of the common name is 64 octets" (RequestCertificate, DomainName). */
export const MAX_DOMAIN = 64;
export const domain = z.string().min(4).max(MAX_DOMAIN);
/** What a person opens, or the product asks: a page or an API, and no scheme that runs code or reads a file (`javascript:`, `data:`, `file:`). */
export const webUrl = z.url({ protocol: /^https?$/, error: 'an address of the web begins with https:// or http://' });
export const dnsRecord = z.object({ name: z.string(), type: z.literal('CNAME'), value: z.string() });
export const variableName = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'upper-case letters, digits and underscores');
/** Environment variables of the tenant's pipeline. Not for secrets. */
export const variables = z.record(variableName, z.string().max(512));

/** Who the tenant is: carried along, so that nobody reads another service's table. */
export const profile = {
  slug,
  name: z.string().min(1).max(100),
  domain,
  adminEmail: z.email(),
  plan: z.string().min(1).max(40),
  variables,
};

/** What went wrong, for a person: the API call, AWS's error code and what to do. */
export const failure = {
  stage: z.string(),
  step: z.string(),
  generation: z.int(),
  call: z.string().describe('The API call that failed, e.g. `EC2 CreateNatGateway`; empty when none did.'),
  code: z.string().describe("AWS's error code, or the name of the error."),
  message: z.string(),
  advice: z.string().describe('What to do about it.'),
};

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 as 64 hexadecimal digits');
/** Of a Git repository, in full: SHA-1 today, SHA-256 where Git is told so. */
const commit = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'a full Git commit id has 40 or 64 hexadecimal digits');
const repository = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens');

/** One version of the whole application, addressed by its commits. What it names never changes. */
export const release = z.object({
  releaseId: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{8})*$/, 'the first 8 digits of each commit, joined by hyphens')
    .describe("The first 8 characters of the commits, in the configuration's order of repositories, joined by hyphens."),
  commits: z.record(repository, commit).describe('By repository.'),
  artifacts: z
    .array(
      z.object({
        repository,
        commit,
        key: z
          .string()
          .regex(/^releases\/[a-z0-9/-]+\.zip$/, 'a key below releases/')
          .describe('In the artifact bucket.'),
        sha256: sha256.describe('Of the archive.'),
      }),
    )
    .min(1)
    .describe("One per repository, in the configuration's order."),
  at: z.iso.datetime().describe('When it was made, UTC.'),
});

/** A document of the evidence bucket. */
export const evidence = z.object({
  location: z.string().describe('S3 URI.'),
  sha256: z.string().describe('Of the document, hexadecimal.'),
});
