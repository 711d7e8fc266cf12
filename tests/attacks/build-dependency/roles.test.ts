import { expect } from '@jest/globals';
import { releaseArchive, releaseProjectName } from '@tenantry/shared/deployment/release';
import { attack } from '../attack.ts';
import {
  actionsOf,
  administrator,
  bucket,
  config,
  DEPLOYMENT,
  devops,
  may,
  resourcesOf,
  roleOf,
  roles,
  superAdmin,
  type Try,
} from './devops-account.ts';

const commit = 'c'.repeat(40);
const { region, repositories } = config;
const builders = repositories.map((repository) => ({ repository, role: roleOf(releaseProjectName(DEPLOYMENT, repository)) }));
const once = { 's3:if-none-match': '*' };
const releaseKeys = [
  ...repositories.flatMap((repository) => [`releases/${repository}/${commit}.zip`, `releases/${repository}/${'d'.repeat(40)}.zip`]),
  'releases/manifests/aaaaaaaa-bbbbbbbb-cccccccc.json',
  'releases/current.json',
];
/** Every way to have an object at a key, whoever's it was. */
const writesTo = (key: string): readonly Try[] => {
  const resource = `${bucket}/${key}`;
  return [
    { action: 's3:PutObject', resource },
    { action: 's3:PutObject', resource, keys: once },
    // A part of an upload, or a copy.
    { action: 's3:PutObject', resource, keys: { 's3:ObjectCreationOperation': 'false' } },
    { action: 's3:DeleteObject', resource },
    { action: 's3:DeleteObjectVersion', resource },
  ];
};

attack('build-has-authority', 'a dependency of a build looks for anything that its role may do', () => {
  const tries: readonly Try[] = [
    ...['deploy', 'build', 'pipeline', 'releases', 'account'].map((service) => ({
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::200000000001:role/tenantry-${DEPLOYMENT}-${service}`,
    })),
    ...roles.map(({ name }) => ({ action: 'sts:AssumeRole', resource: `arn:aws:iam::${devops}:role/${name}` })),
    { action: 'events:PutEvents', resource: `arn:aws:events:${region}:${superAdmin}:event-bus/tenantry-${DEPLOYMENT}` },
    { action: 'codepipeline:UpdatePipeline', resource: `arn:aws:codepipeline:${region}:${devops}:tenantry-${DEPLOYMENT}-releases` },
    { action: 'codebuild:UpdateProject', resource: `arn:aws:codebuild:${region}:${devops}:project/tenantry-${DEPLOYMENT}-release-ui` },
    { action: 'codecommit:GitPush', resource: `arn:aws:codecommit:${region}:${devops}:tenantry-${DEPLOYMENT}-tenant-app-ui` },
    { action: 's3:ListBucket', resource: bucket },
    { action: 's3:GetObject', resource: `${bucket}/releases/api/${commit}.zip` },
  ];
  for (const { role } of builders) {
    expect([role.name, ...tries.filter((one) => may(role, one))]).toEqual([role.name]);
    expect([...new Set(actionsOf(role).map((action) => action.split(':')[0]))].sort()).toEqual(['kms', 'logs', 's3']);
  }
  const projects = resourcesOf('AWS::CodeBuild::Project');
  expect(projects.length).toBe(repositories.length);
  // No network in which the database answers, and no container that could look into others on its host.
  for (const project of projects) {
    expect(project).not.toHaveProperty('VpcConfig');
    expect(project.Environment).not.toMatchObject({ PrivilegedMode: true });
  }
});

attack('build-reaches-another-build', "a dependency of one repository reads or replaces another one's source, or what it has built", () => {
  for (const { repository, role } of builders) {
    for (const other of repositories.filter((one) => one !== repository)) {
      for (const artifact of [other, `built-${other}`]) {
        const resource = `${bucket}/${releaseArchive(DEPLOYMENT, artifact)}AbCdEfG`;
        for (const action of ['s3:GetObject', 's3:PutObject']) {
          expect([role.name, artifact, action, may(role, { action, resource })]).toEqual([role.name, artifact, action, false]);
        }
      }
    }
    // Its own source cannot be replaced for a build that comes next, what it has built cannot be looked at.
    const own = (artifact: string): string => `${bucket}/${releaseArchive(DEPLOYMENT, artifact)}AbCdEfG`;
    expect(may(role, { action: 's3:PutObject', resource: own(repository) })).toBe(false);
    expect(may(role, { action: 's3:GetObject', resource: own(`built-${repository}`) })).toBe(false);
    expect(may(role, { action: 's3:PutObject', resource: own(`built-${repository}`) })).toBe(true);
  }
});

attack('release-by-anybody-else', 'any role of the DevOps account, or its administrator, writes, replaces or deletes a release', () => {
  const writer = `tenantry-${DEPLOYMENT}-releases`;
  for (const key of releaseKeys) {
    const able = [...roles, administrator].flatMap((role) => writesTo(key).flatMap((one) => (may(role, one) ? [[role.name, one]] : [])));
    expect([key, [...new Set(able.map(([name]) => name))]]).toEqual([key, [writer]]);
  }
});

attack('release-replaced', 'the role that makes releases is made to replace or delete one', () => {
  const writer = roleOf(`tenantry-${DEPLOYMENT}-releases`);
  for (const key of releaseKeys) {
    const isCurrent = key === 'releases/current.json';
    const able = writesTo(key).filter((one) => may(writer, one));
    // A conditional write is refused by S3 where something lies already; which release is the newest changes.
    const harmless = able.filter(({ action, keys }) => action === 's3:PutObject' && (isCurrent || keys?.['s3:if-none-match'] === '*'));
    expect([key, able.length]).toEqual([key, harmless.length]);
    expect(able.length).toBeGreaterThan(0);
  }
});

attack(
  'build-output-replaced',
  'the builds of tenants, or anybody else, replace what a release build has put out before it is a release',
  () => {
    const archive = `${bucket}/${releaseArchive(DEPLOYMENT, 'built-ui')}AbCdEfG`;
    const able = [...roles, administrator].filter((role) => may(role, { action: 's3:PutObject', resource: archive }));
    expect(able.map(({ name }) => name).sort()).toEqual([`tenantry-${DEPLOYMENT}-release-ui`, `tenantry-${DEPLOYMENT}-releases-pipeline`]);
  },
);
