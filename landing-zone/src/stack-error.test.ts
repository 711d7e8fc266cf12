import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from '@jest/globals';
import { NEXT_STEP, nextStepOf } from '@tenantry/shared/aws/stack-status';
import { adviceFor } from './stack-error.ts';

test('every state that CloudFormation knows has a next step', () => {
  expect(Object.keys(NEXT_STEP).sort()).toEqual(Object.values(StackStatus).sort());
});

describe('the advice for a state', () => {
  const failed = Object.values(StackStatus).filter((status) => status.endsWith('_FAILED'));

  test.each(failed)('%s: a command that names stack and region', (status) => {
    expect(adviceFor(status, 'tenantry-prod', 'eu-central-1')).toMatch(
      /`aws cloudformation [a-z-]+ --stack-name tenantry-prod --region eu-central-1/,
    );
  });

  test('a creation that was rolled back can simply be repeated, and so can an update', () => {
    for (const status of ['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']) {
      expect(['delete', 'update']).toContain(nextStepOf(status));
      expect(adviceFor(status, 'tenantry-prod', 'eu-central-1')).toMatch(/repeat the deployment/);
    }
  });
});
