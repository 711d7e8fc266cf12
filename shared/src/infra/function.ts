import { busName, versionParameterName } from '@tenantry/events-schema/bus';
import type { AnyEventDefinition } from '@tenantry/events-schema/event';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { sourceOf } from '@tenantry/events-schema/source';
import { configOf } from '../deployment/config.ts';
import { hardeningOf } from '../deployment/hardening.ts';
import { developerRoleName, functionRoleName, landingZoneParameter, serviceName } from '../domain/names.ts';
import { esbuild } from './esbuild.ts';
import { allow, policy, type Statement } from './policy.ts';

/** The name of the deployment that `serverless` was asked for; `dev` is the laptop's. */
export const deploymentName = (argv: readonly string[] = process.argv): string => {
  const at = argv.findIndex((argument) => argument === '--stage' || argument === '-s');
  const inline = argv.find((argument) => argument.startsWith('--stage='));
  return (at >= 0 ? argv[at + 1] : inline?.slice('--stage='.length)) ?? process.env.STAGE ?? 'dev';
};

/**
 * The right to publish these events and no others, each with the source that says who publishes it. PutEvents has both condition keys
 * (EventBridge user guide, "Using IAM policy conditions").
 * @param service the publisher, where an event has several
 */
export const publishing = (deployment: string, service: string, events: readonly AnyEventDefinition[]): readonly Statement[] => {
  const { region, accounts } = configOf(deployment);
  const bus = `arn:aws:events:${region}:${accounts.superAdmin}:event-bus/${busName(deployment)}`;
  const own = events.map((event) => ({ name: event.name, source: sourceOf(event, event.publisher ? { [event.publisher]: service } : {}) }));
  return [...new Set(own.map(({ source }) => source))].map((source) =>
    allow('events:PutEvents', bus, {
      StringEquals: {
        'events:source': source,
        'events:detail-type': own.filter((event) => event.source === source).map(({ name }) => name),
      },
    }),
  );
};

/** The execution role of all functions of a service: its own logs, traces and the landing zone's parameter, and what the service adds. */
export const functionRole = (deployment: string, service: string, statements: readonly Statement[]) => {
  const config = configOf(deployment);
  const { region, accounts } = config;
  const own = (suffix: string) => `arn:aws:${suffix}`;
  const name = serviceName(deployment, service);
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: functionRoleName(deployment, service),
      AssumeRolePolicyDocument: policy([
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ...(hardeningOf(config).developers ? [developerTrust(accounts.superAdmin, deployment)] : []),
      ]),
      Policies: [
        {
          PolicyName: 'function',
          PolicyDocument: policy([
            allow(
              ['logs:CreateLogStream', 'logs:PutLogEvents'],
              own(`logs:${region}:${accounts.superAdmin}:log-group:/aws/lambda/${name}-*:*`),
            ),
            // X-Ray has no resources to name (Service Authorization Reference, AWS X-Ray).
            allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
            allow('ssm:GetParameter', own(`ssm:${region}:${accounts.superAdmin}:parameter${landingZoneParameter(deployment)}`)),
            ...statements,
          ]),
        },
      ],
    },
  };
};

/** `invoke local` runs as the function's own role; developers may assume it where they may (`deployment/hardening.ts`). */
const developerTrust = (accountId: string, deployment: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnEquals: {
      'aws:PrincipalArn': [`arn:aws:iam::${accountId}:role/${developerRoleName(deployment)}`, `arn:aws:iam::${accountId}:root`],
    },
  },
});

/**
 * The resource that says of which release a service's stack is: `doctor` reads it of every service. It has each stack changed by each release:
 * CloudFormation updates no outputs alone (User Guide, "Outputs"), and a tag of the stack would be written to every resource of it.
 */
export const versionParameter = (deployment: string, service: string) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: versionParameterName(deployment, service), Type: 'String', Value: VERSION },
});

/**
 * Plug-ins that refuse to deploy with the credentials of another account (`account-check.ts`), and where the landing zone of the deployment
 * is not (`landing-zone/src/landing-zone-check.ts`).
 */
export const CHECKS = ['@tenantry/shared/account-check', '@tenantry/landing-zone/landing-zone-check'] as const;

/** What every service of the product shares: provider, bundling, names. */
export const service = (name: string, deployment: string, timeoutSeconds: number) => ({
  service: `tenantry-${name}`,
  frameworkVersion: '*',
  plugins: [...CHECKS, 'serverless-esbuild'],
  provider: {
    name: 'aws' as const,
    region: configOf(deployment).region,
    stage: deployment,
    stackName: serviceName(deployment, name),
    runtime: 'nodejs24.x',
    architecture: 'arm64' as const,
    memorySize: 512,
    timeout: timeoutSeconds,
    logRetentionInDays: 90,
    tracing: { lambda: true },
    versionFunctions: false,
    // Of the whole stack, by osls after it has been deployed; `npm run remove` takes it away.
    deletionProtection: hardeningOf(configOf(deployment)).deletionProtection,
    stackTags: { 'tenantry:stage': deployment, 'tenantry:service': name },
    environment: {
      STAGE: deployment,
      POWERTOOLS_SERVICE_NAME: name,
      NODE_OPTIONS: '--enable-source-maps',
    },
    iam: { role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] } },
  },
  package: { individually: true },
  custom: { esbuild },
});
