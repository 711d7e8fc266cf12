import type { Config } from '@tenantry/shared/deployment/config';
import { bucketPolicy } from '@tenantry/shared/infra/bucket';
import { arnOf } from '@tenantry/shared/infra/policy';
import { deliveryStatements, lockedBucket } from './log-bucket.ts';
import { webAclLogBucketName } from './resource-names.ts';
import { attribute, type Resources } from './template.ts';

/** What lets somebody else in: tokens, cookies, the code of a sign-in, which is in the query and in the page that a request comes from. */
export const REDACTED = [...['authorization', 'cookie', 'referer'].map((Name) => ({ SingleHeader: { Name } })), { QueryString: {} }];

/**
 * What the console's web ACL has blocked or counted, as people of ours and of nobody's are not logged who do nothing but work. The bucket is
 * of the web ACL's account and region, which AWS WAF asks for.
 */
export const webAclLogs = (deployment: string, config: Config, region: string): Resources => {
  const { accounts, watch } = config;
  if (!watch.accessLogs) return {};
  const condition = (Action: string) => ({ ActionCondition: { Action } });
  return {
    WebAclLogs: lockedBucket(deployment, webAclLogBucketName(deployment, accounts.superAdmin), watch),
    WebAclLogsPolicy: bucketPolicy('WebAclLogs', deliveryStatements('WebAclLogs', 'WebAclLogs', '', region, [accounts.superAdmin])),
    WebAclLogging: {
      Type: 'AWS::WAFv2::LoggingConfiguration',
      DependsOn: 'WebAclLogsPolicy',
      Properties: {
        ResourceArn: attribute('WebAcl', 'Arn'),
        LogDestinationConfigs: [arnOf('WebAclLogs')],
        RedactedFields: REDACTED,
        LoggingFilter: {
          DefaultBehavior: 'DROP',
          Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [condition('BLOCK'), condition('COUNT')] }],
        },
      },
    },
  };
};
