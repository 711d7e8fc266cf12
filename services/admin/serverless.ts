import { configOf } from '@tenantry/shared/config';
import { deploymentStage, functionRole, service } from '@tenantry/shared/infra/function';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { queueAccess, queueAlarms, queueResources, queueRule } from '@tenantry/shared/infra/queue';
import { serviceName } from '@tenantry/shared/names';
import { GROUPS, ROUTES } from './src/routes.ts';
import { tenantsTable } from './src/tenants-table.ts';

const stage = deploymentStage();
const { region, rootDomain, publicUrl, accounts } = configOf(stage);
const name = serviceName(stage, 'admin');
/** Seconds. API Gateway waits 30. */
const TIMEOUT = 15;
/** Six times the function's timeout (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY = 6 * TIMEOUT;
const MAX_RECEIVES = 10;
const isProduction = stage === 'prod';
const console = publicUrl.replace('{domain}', `superadmin.${rootDomain}`);
const tableArn = `arn:aws:dynamodb:${region}:${accounts.superAdmin}:table/${name}`;
const base = service('admin', stage, TIMEOUT);

/** The super admin API, its users, and the tenants table, which is a projection of the bus. */
export default {
  ...base,
  provider: {
    ...base.provider,
    httpApi: {
      name,
      cors: {
        allowedOrigins: [console],
        allowedMethods: ['GET', 'POST', 'PATCH'],
        allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
        exposedResponseHeaders: ['location', 'retry-after'],
        maxAge: 3600,
      },
      authorizers: {
        users: {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          issuerUrl: { 'Fn::GetAtt': ['UserPool', 'ProviderURL'] },
          audience: [{ Ref: 'UserPoolClient' }],
        },
      },
    },
  },
  functions: {
    api: {
      name: `${name}-api`,
      handler: 'src/api.main',
      events: Object.keys(ROUTES).map((route) => {
        const [method = '', path = ''] = route.split(' ');
        return { httpApi: { method, path, authorizer: { name: 'users' } } };
      }),
    },
    projection: {
      name: `${name}-projection`,
      handler: 'src/projection.main',
      events: [{ sqs: { arn: arnOf('Queue'), batchSize: 10, functionResponseType: 'ReportBatchItemFailures', maximumConcurrency: 2 } }],
    },
  },
  resources: {
    Resources: {
      FunctionRole: functionRole(stage, 'admin', [
        allow(
          ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          [tableArn, `${tableArn}/index/*`],
        ),
        ...queueAccess,
      ]),
      Table: tenantsTable(name),
      ...queueResources(stage, 'admin', { visibility: VISIBILITY, maxReceives: MAX_RECEIVES, rules: ['Rule'] }),
      Rule: queueRule(stage, name, { source: [{ prefix: 'tenantry.' }] }),
      ...queueAlarms(stage, 'admin', 'service admin'),
      UserPool: {
        Type: 'AWS::Cognito::UserPool',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          UserPoolName: name,
          UsernameAttributes: ['email'],
          AutoVerifiedAttributes: ['email'],
          AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
          DeletionProtection: isProduction ? 'ACTIVE' : 'INACTIVE',
          // In production nobody deletes a hospital with a password alone.
          MfaConfiguration: isProduction ? 'ON' : 'OPTIONAL',
          EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
          Policies: {
            PasswordPolicy: {
              MinimumLength: 12,
              RequireLowercase: true,
              RequireUppercase: true,
              RequireNumbers: true,
              RequireSymbols: true,
              TemporaryPasswordValidityDays: 3,
            },
          },
          AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
        },
      },
      UserPoolClient: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'UserPool' },
          ClientName: name,
          GenerateSecret: false,
          PreventUserExistenceErrors: 'ENABLED',
          EnableTokenRevocation: true,
          // A password over the wire only where people try things with curl.
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', ...(isProduction ? [] : ['ALLOW_USER_PASSWORD_AUTH'])],
          IdTokenValidity: 60,
          AccessTokenValidity: 60,
          RefreshTokenValidity: 12,
          TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'hours' },
        },
      },
      ...Object.fromEntries(
        GROUPS.map((group, precedence) => [
          `Group${group}`,
          {
            Type: 'AWS::Cognito::UserPoolGroup',
            Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: group, Precedence: GROUPS.length - precedence },
          },
        ]),
      ),
    },
    Outputs: {
      ApiUrl: { Value: { 'Fn::Sub': 'https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}' } },
      UserPoolId: { Value: { Ref: 'UserPool' } },
      UserPoolClientId: { Value: { Ref: 'UserPoolClient' } },
    },
  },
};
