import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId, arn, domain, variables, webUrl } from './fields.ts';

const source = 'tenantry.pipeline';

export const TenantReady = defineEvent(source, 'TenantReady', "The tenant's domain has answered with its own console and API.", {
  accountId,
  domain,
  url: webUrl,
  pipelineName: z.string(),
  apiId: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  schemaName: z.string(),
  release: z.string().describe('Source version that was delivered.'),
  variables,
  firstUser: z.email(),
  invitedAt: z.iso.datetime().optional().describe('When the first user was last invited; absent of one who had a password by then.'),
  firstUserSecretArn: arn.describe('Secret with the temporary password, in the tenant account.'),
});

export const PipelineRemoved = defineEvent(
  source,
  'PipelineRemoved',
  'Nothing delivers to the tenant any more; its database is gone, and its logins are.',
  {
    exportLocation: z.string().optional().describe('S3 URI of the folder with the data export, when one was asked for.'),
    exportSha256: z.string().optional().describe('Of its file SHA256SUMS, which names all others; hexadecimal.'),
    remainingLogins: z
      .array(z.string())
      .optional()
      .describe('Logins of PostgreSQL that could not be removed: they have no password and may not log in. Absent when there are none.'),
  },
);
