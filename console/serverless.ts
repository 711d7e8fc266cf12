import { consoleCertificateParameter, consoleWebAclParameter } from '@tenantry/landing-zone/resource-names';
import { configOf } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { signInSource, superAdminSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { consoleOriginSecret, serviceName } from '@tenantry/shared/domain/names';
import { CHECKS, deploymentName, versionParameter } from '@tenantry/shared/infra/function';
import { bucket } from './deploy/bucket.ts';
import { API_CODE, distribution, edgeFunction, PAGES_CODE, responseHeadersPolicy } from './deploy/distribution.ts';
import { ORIGIN_VERSION } from './deploy/rotate-origin.ts';

const deployment = deploymentName();
const config = configOf(deployment);
const { region, accounts } = config;
const name = serviceName(deployment, 'console');

/** Where the super admins' console is served: certificate and web ACL come from the landing zone, the API from the admin service. */
export default {
  service: 'tenantry-console',
  frameworkVersion: '*',
  plugins: CHECKS,
  provider: {
    name: 'aws',
    region,
    stage: deployment,
    stackName: name,
    deletionProtection: hardeningOf(config).deletionProtection,
    stackTags: { 'tenantry:stage': deployment, 'tenantry:service': 'console' },
  },
  resources: {
    Parameters: {
      CertificateArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: consoleCertificateParameter(deployment) },
      // Another version makes CloudFormation read the secret again (User Guide, "Dynamic references"); none is the current one.
      [ORIGIN_VERSION]: { Type: 'String', Default: '' },
      WebAclArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: consoleWebAclParameter(deployment) },
    },
    Resources: {
      Version: versionParameter(deployment, 'console'),
      ...bucket(`${name}-${accounts.superAdmin}`),
      PagesFunction: edgeFunction(`${name}-pages`, 'Single page fallback of the console', PAGES_CODE),
      ApiFunction: edgeFunction(`${name}-api`, 'Takes /api off the paths of the API', API_CODE),
      ResponseHeadersPolicy: responseHeadersPolicy(name, signInSource(config, superAdminSignInPrefix(deployment, config))),
      Distribution: distribution(
        consoleDomain(config),
        region,
        { 'Fn::ImportValue': `sls-tenantry-admin-${deployment}-HttpApiId` },
        { 'Fn::Sub': `{{resolve:secretsmanager:${consoleOriginSecret(deployment)}:SecretString:::\${${ORIGIN_VERSION}}}}` },
      ),
    },
    Outputs: {
      BucketName: { Value: { Ref: 'Bucket' } },
      DistributionDomainName: { Value: { 'Fn::GetAtt': ['Distribution', 'DomainName'] } },
    },
  },
};
