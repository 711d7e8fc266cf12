import { expect, test } from '@jest/globals';
import { protectedAtBirth, unprotected } from './protection.ts';

const resources = {
  Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DeletionProtection: true, Port: 5432 } },
  Open: { Type: 'AWS::RDS::DBCluster', Properties: { DeletionProtection: false } },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'ACTIVE' } },
  Role: { Type: 'AWS::IAM::Role', Properties: { DeletionProtection: true } },
};

test('what is new and has deletion protection is created without it', () => {
  expect(protectedAtBirth(resources, [])).toEqual(['Cluster', 'Pool']);
  expect(unprotected(resources, ['Cluster', 'Pool'])).toEqual({
    ...resources,
    Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DeletionProtection: false, Port: 5432 } },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'INACTIVE' } },
  });
});

test('what exists keeps its protection', () => {
  expect(protectedAtBirth(resources, ['Cluster'])).toEqual(['Pool']);
  expect(unprotected(resources, ['Pool']).Cluster).toBe(resources.Cluster);
});
