import { GROUPS } from '../contract/route.ts';

/** The groups of the user pool, as resources of the template. The least has the highest precedence value. */
export const userGroups: Readonly<Record<string, object>> = Object.fromEntries(
  GROUPS.map((group, precedence) => [
    `Group${group}`,
    {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: group, Precedence: GROUPS.length - precedence },
    },
  ]),
);
