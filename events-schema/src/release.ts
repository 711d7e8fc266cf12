import { z } from 'zod';
import { defineDeploymentEvent, defineEvent } from './event.ts';
import { release } from './fields.ts';

const source = 'tenantry.pipeline';

export const ReleaseMade = defineDeploymentEvent(
  source,
  'ReleaseMade',
  'The application was built from its latest commits: a release that tenants can get, which never changes.',
  { release },
);

export const ReleaseFailed = defineDeploymentEvent(source, 'ReleaseFailed', 'Commits made no release; tenants keep theirs.', {
  executionId: z.string().describe('Of the pipeline that makes releases, in the DevOps account.'),
  repository: z.string().optional().describe('Whose build failed; absent when another action did.'),
  commits: z.record(z.string(), z.string()).describe('By repository, as far as the pipeline had read them.'),
  call: z.string().describe('What failed, e.g. `CodeBuild StartBuild`.'),
  code: z.string().describe("AWS's error code, or the name of the error."),
  message: z.string(),
  advice: z.string().describe('What to do about it.'),
});

export const ReleaseRequested = defineEvent(source, 'ReleaseRequested', "The tenant's turn to get a release.", {
  wanted: release.describe('Called otherwise than `release` of TenantReady, which says what was delivered.'),
});
