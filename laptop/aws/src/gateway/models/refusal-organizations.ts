import { AwsError } from '../errors.ts';
import type { Violation } from './violation.ts';

/** Reasons and words of InvalidInputException: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html#API_CreateAccount_Errors */
const REASONS: Readonly<Record<Violation['kind'], readonly [reason: string, message: string]>> = {
  required: ['INPUT_REQUIRED', 'You must include a value for all required parameters.'],
  type: ['INVALID_SYNTAX', 'You provided a value of the wrong type.'],
  enum: ['INVALID_ENUM', 'You specified an invalid value.'],
  // The message as AWS answers it: https://github.com/openshift/osdctl/pull/204
  pattern: ['INVALID_PATTERN', 'You provided a value that does not match the required pattern.'],
  minLength: ['MIN_LENGTH_EXCEEDED', 'You provided a string parameter that is shorter than allowed.'],
  maxLength: ['MAX_LENGTH_EXCEEDED', 'You provided a string parameter that is longer than allowed.'],
  min: ['MIN_VALUE_EXCEEDED', 'You provided a numeric parameter that has a smaller value than allowed.'],
  max: ['MAX_VALUE_EXCEEDED', 'You provided a numeric parameter that has a larger value than allowed.'],
};

export const organizationsRefusal = (violations: readonly Violation[]): AwsError => {
  const [Reason, message] = REASONS[violations[0]?.kind ?? 'type'];
  return new AwsError('InvalidInputException', message, 400, { Reason });
};
