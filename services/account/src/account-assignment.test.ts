import { expect, test } from '@jest/globals';
import { wantedAssignments } from './account-assignment.ts';
import type { Scope } from './scope.ts';

test('a group that was deleted and created again is known by its new id', async () => {
  let GroupId = 'before';
  const scope = {
    assignments: [{ group: 'viewers', permissionSet: 'TenantViewer' }],
    owner: { permissionSetArns: { TenantViewer: 'arn:viewer' }, identityStoreId: 'd-1' },
    inOwner: () => ({ send: async () => ({ GroupId }) }),
  } as unknown as Scope;
  expect(await wantedAssignments(scope)).toEqual([{ groupId: 'before', permissionSetArn: 'arn:viewer' }]);
  GroupId = 'after';
  expect(await wantedAssignments(scope)).toEqual([{ groupId: 'after', permissionSetArn: 'arn:viewer' }]);
});
