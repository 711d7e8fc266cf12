import { busName } from '@tenantry/events-schema/bus';
import type { Config } from '@tenantry/shared/deployment/config';
import { releasePipelineName, releaseReporterRoleName } from '@tenantry/shared/deployment/release';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { repositoryName } from './resource-names.ts';
import { type Resources, role, serviceTrust } from './template.ts';

/** A commit starts the pipeline that makes releases; the bus of the super-admin account hears how it ended. */
export const releaseRules = (deployment: string, config: Config): Resources => {
  const { region, accounts } = config;
  const pipeline = releasePipelineName(deployment);
  const pipelineArn = `arn:aws:codepipeline:${region}:${accounts.devops}:${pipeline}`;
  const busArn = `arn:aws:events:${region}:${accounts.superAdmin}:event-bus/${busName(deployment)}`;
  const events = serviceTrust('events.amazonaws.com', accounts.devops);
  return {
    ReleaseStartRole: role(deployment, `${pipeline}-start`, events, [allow('codepipeline:StartPipelineExecution', pipelineArn)]),
    ReleaseStartRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: `${pipeline}-start`,
        Description: "Tenantry: a commit to a repository of the tenants' application makes a release",
        EventPattern: {
          source: ['aws.codecommit'],
          'detail-type': ['CodeCommit Repository State Change'],
          resources: config.repositories.map(
            (repository) => `arn:aws:codecommit:${region}:${accounts.devops}:${repositoryName(deployment, repository)}`,
          ),
          detail: { event: ['referenceCreated', 'referenceUpdated'], referenceType: ['branch'], referenceName: ['main'] },
        },
        Targets: [{ Id: 'pipeline', Arn: pipelineArn, RoleArn: arnOf('ReleaseStartRole') }],
      },
    },
    // A bus of another account is reached as a role, which that bus's policy names (EventBridge User Guide, "Sending events between accounts").
    ReleaseReportRole: role(deployment, releaseReporterRoleName(deployment), events, [allow('events:PutEvents', busArn)]),
    ReleaseReportRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: `${pipeline}-report`,
        Description: 'Tenantry: the control plane hears that a release was built, or failed',
        EventPattern: {
          source: ['aws.codepipeline'],
          'detail-type': ['CodePipeline Pipeline Execution State Change'],
          detail: { pipeline: [pipeline], state: ['FAILED', 'SUCCEEDED'] },
        },
        Targets: [{ Id: 'bus', Arn: busArn, RoleArn: arnOf('ReleaseReportRole') }],
      },
    },
  };
};
