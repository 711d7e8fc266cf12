import { z } from 'zod';
import { named, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

const run = {
  executionId: z.string(),
  state: z.string().describe("CodePipeline's: InProgress, Succeeded, Failed, Stopped, Superseded…"),
  startedAt: time.optional(),
  updatedAt: time.optional(),
  trigger: z.string().optional(),
  consoleUrl: z.string().describe('In the AWS console; empty where the configuration says that nobody opens it.'),
};

export const Releases = named(
  'Releases',
  "Runs of the tenant's pipeline, newest first.",
  z.object({
    pipelineName: z.string().optional().describe('Absent while there is no pipeline.'),
    releases: z.array(z.object({ ...run, revision: z.string().optional() })),
  }),
);

export const ReleaseBuild = named(
  'ReleaseBuild',
  'A run of the pipeline that makes releases.',
  z.object({
    ...run,
    commits: z.record(z.string(), z.string()).describe('By repository, as far as it has read them.'),
    releaseId: z.string().optional().describe('What it makes of them; absent where a commit is missing.'),
  }),
);
export type ReleaseBuild = z.infer<typeof ReleaseBuild>;

export const releaseRoutes = {
  'GET /tenants/{id}/releases': {
    tag: 'tenants',
    summary: "Lists runs of the tenant's pipeline",
    group: 'viewer',
    mutates: false,
    path: z.strictObject({ id: tenantId }),
    status: 200,
    answer: Releases,
  },
  'GET /releases': {
    tag: 'operations',
    summary: "Lists what was built of the tenants' application",
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named(
      'ReleaseBuilds',
      'Runs of the pipeline that makes releases, newest first.',
      z.object({ pipelineName: z.string(), builds: z.array(ReleaseBuild) }),
    ),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
