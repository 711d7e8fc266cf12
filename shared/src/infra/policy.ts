/** An IAM policy statement. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}
export const allow = (Action: string | readonly string[], Resource: unknown, Condition?: object): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
/**
 * What Lambda asks with the role of a function in a VPC. It takes no resource:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * Lambda asks before the function's code runs, whose own calls say which function they come from: they are not meant.
 */
export const functionInVpc: Statement = allow(
  [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  '*',
  { Null: { 'lambda:SourceFunctionArn': 'true' } },
);
export const deny = (Action: string | readonly string[], Resource: unknown): Statement => ({ Effect: 'Deny', Action, Resource });
export const policy = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
/** For the policy of a resource: nobody without TLS. Services of AWS that use it within AWS send no such key, and are not meant. */
export const tlsOnly = (Action: string | readonly string[], Resource: unknown) => ({
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/**
 * Lets only the named roles of one account assume a role. The account's root with a condition, because IAM refuses a trust
 * policy that names a role which does not exist yet (IAM User Guide, "Principal").
 * @param externalId for whom it is assumed, which the caller has to say: a role of one tenant does nothing for another
 */
export const trust = (accountId: string, roleNames: readonly string[], externalId?: string) =>
  policy([
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': roleNames.map((name) => `arn:aws:iam::${accountId}:role/${name}`) },
        ...(externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
      },
    },
  ]);
