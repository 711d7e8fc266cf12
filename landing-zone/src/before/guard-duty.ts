import { DetectorTaken, requireOnlyDetector } from '../guard-duty.ts';
import type { Place } from './place.ts';
import { missing, ok, type Question } from './precondition.ts';

/** What must be so for a detector of this deployment's. */
export const guardDutyQuestions = ({ config, deployment, clientOf }: Place): readonly Question[] =>
  config.watch.guardDuty
    ? [
        {
          id: 'detector',
          name: 'no other detector of GuardDuty',
          account: 'superAdmin',
          fix: 'Set watch.guardDuty to false: the other one watches the whole organization, or can.',
          source: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html',
          ask: () =>
            requireOnlyDetector(clientOf('superAdmin'), deployment, config).then(
              () => ok('none, or its own'),
              (error: unknown) => {
                if (error instanceof DetectorTaken) return missing(error.message);
                throw error;
              },
            ),
        },
      ]
    : [];
