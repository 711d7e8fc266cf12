import { AwsError } from '../errors.ts';
import type { Operation, ServiceModel } from './model.ts';
import { ec2Refusal } from './refusal-ec2.ts';
import { organizationsRefusal } from './refusal-organizations.ts';
import { cloudfrontRefusal, route53Refusal, s3Refusal } from './refusals-xml.ts';
import { capitalized } from './values.ts';
import { detected, type Violation } from './violation.ts';

type Refuse = (violations: readonly Violation[], model: ServiceModel) => AwsError;

const coral =
  (code: string, status = 400): Refuse =>
  (violations) =>
    new AwsError(code, detected(violations), status);

/** What has the wrong type is refused while the request is read, before any other check. */
const serialization = (violations: readonly Violation[]): AwsError | undefined => {
  const wrong = violations.find(({ kind }) => kind === 'type');
  return wrong && new AwsError('SerializationException', `'${wrong.at}' cannot be read: ${wrong.constraint}`);
};

/** A missing parameter has a code of its own. */
const orMissing =
  (message: (violation: Violation) => string, other: Refuse): Refuse =>
  (violations, model) => {
    const missing = violations.find(({ kind }) => kind === 'required');
    return missing ? new AwsError('MissingParameter', message(missing)) : other(violations, model);
  };

const last = (at: string): string => at.split('.').at(-1) ?? at;

/** By botocore's name of the service: those that do not answer as their protocol does. */
const SERVICES: Readonly<Record<string, Refuse>> = {
  cloudfront: cloudfrontRefusal,
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html#API_CreateLogGroup_Errors
  logs: coral('InvalidParameterException'),
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html#API_CreateProject_Errors
  codebuild: coral('InvalidInputException'),
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html#API_CreateUserPool_Errors
  'cognito-idp': coral('InvalidParameterException'),
  ec2: ec2Refusal,
  // IAM shows no values: https://github.com/boto/botocore/issues/3337
  iam: (violations) => new AwsError('ValidationError', detected(violations, true)),
  organizations: organizationsRefusal,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
  rds: orMissing(
    ({ at }) => `The parameter ${capitalized(last(at))} must be provided and must not be blank.`,
    coral('InvalidParameterValue'),
  ),
  // https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html#API_GetResources_Errors
  resourcegroupstaggingapi: coral('InvalidParameterException'),
  route53: route53Refusal,
  s3: s3Refusal,
  sqs: (violations, model) => {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html#API_SetQueueAttributes_Errors
    if (violations.some(({ at, kind }) => kind === 'enum' && /^attribute(Name)?s$/.test(at))) {
      return new AwsError('InvalidAttributeName', 'Unknown Attribute.');
    }
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
    const message = ({ at }: Violation): string => `The request must contain the parameter ${capitalized(last(at))}.`;
    return orMissing(message, coral('InvalidParameterValue'))(violations, model);
  },
};

/** The validation error of a REST-JSON service: the one that its model has. */
const restJson: Refuse = (violations, model) =>
  coral('ValidationException' in model.shapes || !('BadRequestException' in model.shapes) ? 'ValidationException' : 'BadRequestException')(
    violations,
    model,
  );

/** The service's own error for a request that breaks its API model. */
export const refusalOf = (model: ServiceModel, operation: Operation, violations: readonly Violation[]): AwsError => {
  const own = SERVICES[model.name];
  const { protocol } = model.metadata;
  if (protocol === 'json' || protocol === 'smithy-rpc-v2-cbor' || protocol === 'rest-json') {
    const unreadable = serialization(violations);
    if (unreadable) return unreadable;
  }
  if (own) return own(violations, model);
  if (model.name === 'codecommit') return codecommitRefusal(violations, operation);
  if (protocol === 'rest-json') return restJson(violations, model);
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html, and those of the other services.
  return coral(protocol === 'query' ? 'ValidationError' : 'ValidationException')(violations, model);
};

/** CodeCommit has two errors for each parameter: RepositoryNameRequiredException, InvalidRepositoryNameException. */
const codecommitRefusal = (violations: readonly Violation[], { errors }: Operation): AwsError => {
  const [first] = violations;
  const name = capitalized(last(first?.at ?? ''));
  const code = first?.kind === 'required' ? `${name}RequiredException` : `Invalid${name}Exception`;
  return new AwsError(errors.includes(code) ? code : 'ValidationException', detected(violations));
};
