import { AwsError } from '../errors.ts';
import type { Violation } from './violation.ts';

const message = ({ at, value = '', kind, constraint }: Violation): string => {
  const parameter = at.replace(/\.member$/, '');
  const said = `Value (${kind === 'min' || kind === 'max' ? ` ${value} ` : value}) for parameter ${parameter} is invalid.`;
  if (kind === 'min') return `${said} Expecting a value greater than ${constraint.split(' ').at(-1)}.`;
  return kind === 'max' ? `${said} Expecting a value less than ${constraint.split(' ').at(-1)}.` : `${said} ${constraint}`;
};

/**
 * EC2's errors for a parameter that is missing or wrong: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; of a
 * number that is too small https://github.com/aws/aws-sdk-ruby/pull/2575.
 */
export const ec2Refusal = (violations: readonly Violation[]): AwsError => {
  const [first] = violations;
  if (!first) return new AwsError('InvalidParameterValue', 'A parameter is invalid.');
  return first.kind === 'required'
    ? new AwsError('MissingParameter', `The request must contain the parameter ${first.at.replace(/\.member$/, '')}`)
    : new AwsError('InvalidParameterValue', message(first));
};
