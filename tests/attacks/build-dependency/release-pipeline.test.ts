import { expect } from '@jest/globals';
import { releasePipelineName, releaseProjectName } from '@tenantry/shared/deployment/release';
import { attack } from '../attack.ts';
import { config, DEPLOYMENT, devops, may, mostOf, roles, type Try } from './devops-account.ts';

const { region, repositories } = config;
const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${devops}:${resource}`;
const pipeline = arn('codepipeline', releasePipelineName(DEPLOYMENT));
const project = (repository: (typeof repositories)[number]): string =>
  arn('codebuild', `project/${releaseProjectName(DEPLOYMENT, repository)}`);

attack(
  'release-pipeline-changed',
  'a role of the DevOps account has the pipeline of all tenants build something else, or with another role',
  () => {
    const tries: readonly Try[] = [
      ...['UpdatePipeline', 'DeletePipeline', 'PutJobSuccessResult'].map((name) => ({
        action: `codepipeline:${name}`,
        resource: pipeline,
      })),
      ...repositories.flatMap((repository) =>
        ['UpdateProject', 'DeleteProject', 'StartBuild'].map((name) => ({ action: `codebuild:${name}`, resource: project(repository) })),
      ),
      ...repositories.map((repository) => ({
        action: 'iam:PassRole',
        resource: `arn:aws:iam::${devops}:role/${releaseProjectName(DEPLOYMENT, repository)}`,
        keys: { 'iam:PassedToService': 'codebuild.amazonaws.com' },
      })),
      ...['releases-start', 'releases-report'].flatMap((rule) =>
        ['PutRule', 'PutTargets', 'DisableRule'].map((name) => ({
          action: `events:${name}`,
          resource: arn('events', `rule/tenantry-${DEPLOYMENT}-${rule}`),
        })),
      ),
      { action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::tenantry-${DEPLOYMENT}-artifacts-${devops}` },
    ];
    // What the pipeline's function makes itself has at most what a boundary allows.
    const able = [...roles, ...mostOf()].flatMap((role) =>
      tries.flatMap((one) => (may(role, one) ? [`${role.name} ${one.action} ${one.resource}`] : [])),
    );
    const builds = repositories.map(
      (repository) => `${releasePipelineName(DEPLOYMENT)}-pipeline codebuild:StartBuild ${project(repository)}`,
    );
    expect(able.sort()).toEqual([...builds].sort());
  },
);
