import { type RunningAws, runningAt } from '@laptop/aws/running';

/** The AWS that the tests' global set-up started, from a test in another process. */
export const runningLocal = (): RunningAws => {
  const url = process.env.TENANTRY_LOCAL_URL;
  if (!url) throw new Error('TENANTRY_LOCAL_URL is not set: run this test in the `aws` project');
  return runningAt(url);
};
