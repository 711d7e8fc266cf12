/**
 * The resource control policy: nobody outside the organization uses what belongs to an account, whatever a trust policy or a bucket
 * policy says, and no service of AWS on behalf of a stranger (https://github.com/aws-samples/data-perimeter-policy-examples,
 * resource_control_policies/). It concerns neither the management account's resources nor service-linked roles.
 */
export const outsidersGuard = (organizationId: string): readonly object[] => [
  {
    Sid: 'OnlyOurPrincipals',
    Effect: 'Deny',
    Principal: '*',
    // Signing in by SAML, as people do through Identity Center, has no principal of an organization.
    Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:AssumeRole', 'sts:SetContext'],
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  },
  {
    Sid: 'NoServiceForStrangers',
    Effect: 'Deny',
    Principal: '*',
    Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:*'],
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId },
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  },
];
