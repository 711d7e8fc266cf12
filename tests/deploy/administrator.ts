import { CreateRoleCommand, IAMClient, type IAMClientConfig, PutRolePolicyCommand } from '@aws-sdk/client-iam';

const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/**
 * Makes a role that may do everything in its account, and that the account itself may assume: a person's who deploys.
 * @param root of a client in that account
 * @returns its ARN
 */
export const administratorRole = async (root: IAMClientConfig, accountId: string, RoleName: string): Promise<string> => {
  const iam = new IAMClient(root);
  const AssumeRolePolicyDocument = document({ Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: document({ Action: '*', Resource: '*' }) }));
  return `arn:aws:iam::${accountId}:role/${RoleName}`;
};
