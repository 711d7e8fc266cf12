import { expect, test } from '@jest/globals';
import { requestOf } from './options.ts';

test('a run is asked for by the name of the deployment, and AWS profiles are named as those of the landing zone', () => {
  expect(requestOf(['--deployment', 'prod', '--admin-email', 'you@example.com', '--yes'])).toEqual({
    do: 'run',
    options: { deployment: 'prod', adminEmail: 'you@example.com', pattern: 'tenantry-{account}', isConfirmed: true },
  });
  expect(requestOf(['--keep'])).toEqual({ do: 'keep', runs: 5 });
  expect(requestOf(['--help', '--deployment', 'prod'])).toEqual({ do: 'help' });
});

test.each([
  ['no deployment', [], '--deployment is missing'],
  ['an option that there is not', ['--stage', 'prod'], "Unknown option '--stage'"],
  ['one run as a reference', ['--keep', '--runs', '1'], '--runs 1 is no number from 2 to 20'],
])('%s is wrong usage', (_what, argv, says) => {
  expect(() => requestOf(argv)).toThrow(says);
});
