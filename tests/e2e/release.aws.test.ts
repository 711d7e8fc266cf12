import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { CURRENT_RELEASE, Release, releasePipelineName } from '@tenantry/shared/deployment/release';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { unzipSync } from 'fflate';
import { sha256 } from '../../services/pipeline/src/releases/shelf.ts';

const root = rootOf(testAccounts.devops);
const Bucket = `tenantry-dev-artifacts-${testAccounts.devops}`;
const get = async (Key: string): Promise<Uint8Array> => {
  const { Body } = await new S3Client(root).send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray()) ?? Buffer.of();
};
const current = async (): Promise<Release> => Release.parse(JSON.parse(Buffer.from(await get(CURRENT_RELEASE)).toString()));

test('a deployment has a release, whose archives are what their hashes say, and hold what a deployment needs', async () => {
  const { artifacts } = await current();
  const files = await Promise.all(
    artifacts.map(async ({ repository, key, sha256: hash }) => {
      const archive = await get(key);
      expect(sha256(archive)).toBe(hash);
      return [repository, Object.keys(unzipSync(archive))] as const;
    }),
  );
  expect(Object.fromEntries(files)).toMatchObject({
    database: expect.arrayContaining(['migrate.mjs', 'migrations/0001_staff.sql', 'sbom.cdx.json']),
    api: expect.arrayContaining(['handler.mjs', 'template.yml', 'sbom.cdx.json']),
    ui: expect.arrayContaining(['index.html', 'sbom.cdx.json']),
  });
});

test('a push starts the pipeline; commits that are built again leave their release as it was', async () => {
  const pipelineName = releasePipelineName('dev');
  const executions = async () =>
    (await new CodePipelineClient(root).send(new ListPipelineExecutionsCommand({ pipelineName }))).pipelineExecutionSummaries ?? [];
  const [before, known] = [await current(), (await executions()).map(({ pipelineExecutionId }) => pipelineExecutionId)];
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/push?repository=tenantry-dev-tenant-app-ui`, { method: 'POST' });
  const [newest] = await eventually('the build', async () => {
    const begun = (await executions()).filter(({ pipelineExecutionId }) => !known.includes(pipelineExecutionId));
    return begun.length > 0 && begun.every(({ status }) => status !== 'InProgress') ? begun : undefined;
  });
  expect(newest).toMatchObject({ status: 'Succeeded', trigger: { triggerType: 'CloudWatchEvent' } });
  for (const { key, sha256: hash } of before.artifacts) expect(sha256(await get(key))).toBe(hash);
  expect(await current()).toEqual(before);
});
