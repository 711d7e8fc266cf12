import { CodeBuildClient, paginateListProjects } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, paginateListPipelines } from '@aws-sdk/client-codepipeline';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { artifactFolder } from '@tenantry/landing-zone/policies/delivery';
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

/** Their roles. */
export const deliveryRoles: Lister = {
  service: 'IAM',
  finds: ['AWS::IAM::Role'],
  isGlobal: true,
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client: place.client(IAMClient) }, {})) {
      const theirs = Roles.filter(({ RoleName }) => hasName(place, RoleName));
      found.push(...theirs.map(({ RoleName }) => foundIn(place, 'IAM role')(RoleName, true)));
    }
    return found;
  },
};

/** What the tenant's pipeline kept between its stages. */
export const artifacts: Lister = {
  service: 'S3 artifacts',
  finds: [],
  isAtHome: true, // S3 answers who asks elsewhere with a redirect (PermanentRedirect)
  list: async (place) => {
    const { artifactBucket: Bucket } = place.zone.devops;
    const Prefix = artifactFolder(place.tenantId);
    const { KeyCount = 0 } = await place.client(S3Client).send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    const reason = "copies of releases, the same for every tenant: they expire by the bucket's lifecycle";
    return KeyCount > 0 ? [foundIn(place, 'S3 artifacts')(`s3://${Bucket}/${Prefix}`, true, reason)] : [];
  },
};
