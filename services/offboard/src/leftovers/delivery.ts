import { CodeBuildClient, paginateListProjects } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, paginateListPipelines } from '@aws-sdk/client-codepipeline';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** In the DevOps account: the tenant's pipelines and build projects. */
export const delivery: Lister = {
  service: 'CodePipeline and CodeBuild',
  finds: ['AWS::CodePipeline::Pipeline', 'AWS::CodeBuild::Project'],
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { pipelines = [] } of paginateListPipelines({ client: place.client(CodePipelineClient) }, {})) {
      const theirs = pipelines.filter(({ name }) => hasName(place, name));
      found.push(...theirs.map(({ name }) => foundIn(place, 'CodePipeline pipeline')(name, true)));
    }
    for await (const { projects = [] } of paginateListProjects({ client: place.client(CodeBuildClient) }, {})) {
      found.push(...projects.filter((name) => hasName(place, name)).map((name) => foundIn(place, 'CodeBuild project')(name, true)));
    }
    return found;
  },
};

/** CodePipeline cuts a pipeline's name so for the keys of its artifacts (CodePipeline User Guide, "Input and output artifacts"). */
const KEY_CHARACTERS = 20;

/** What the tenant's pipeline kept between its stages. */
export const artifacts: Lister = {
  service: 'S3 artifacts',
  finds: [],
  isAtHome: true, // S3 answers who asks elsewhere with a redirect (PermanentRedirect)
  list: async (place) => {
    const { artifactBucket: Bucket } = place.zone.devops;
    const Prefix = `${tenantResourceName(place.tenantId).slice(0, KEY_CHARACTERS)}/`;
    const { KeyCount = 0 } = await place.client(S3Client).send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    const reason = "archives of the repositories, the same for every tenant: they expire by the bucket's lifecycle";
    return KeyCount > 0 ? [foundIn(place, 'S3 artifacts')(`s3://${Bucket}/${Prefix}`, true, reason)] : [];
  },
};
