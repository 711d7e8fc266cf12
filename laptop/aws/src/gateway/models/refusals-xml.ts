import { AwsError } from '../errors.ts';
import type { ServiceModel } from './model.ts';
import { detected, type Violation } from './violation.ts';

const MALFORMED = 'The XML you provided was not well-formed or did not validate against our published schema';

/** S3 reads a body by a schema, and names a header or a parameter: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3Refusal = (violations: readonly Violation[]): AwsError => {
  if (violations.some(({ shape }) => shape === 'BucketLocationConstraint')) {
    return new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid');
  }
  const outside = violations.find(({ location }) => location !== undefined);
  if (!outside) return new AwsError('MalformedXML', MALFORMED);
  return new AwsError(
    'InvalidArgument',
    outside.kind === 'required' ? `Missing argument: ${outside.at}` : `Invalid argument: ${outside.at}`,
  );
};

/** As CloudFront answers: https://github.com/aws/aws-sdk-php/issues/1973 */
export const cloudfrontRefusal = (violations: readonly Violation[]): AwsError =>
  new AwsError(violations.some(({ location }) => location === undefined) ? 'MalformedXML' : 'InvalidArgument', detected(violations));

/**
 * Route 53 reads a body by an XML schema and answers in its validator's words, for instance `cvc-maxLength-valid: Value '…' with length =
 * '87' is not facet-valid with respect to maxLength '32' for type 'ResourceId'.` (https://github.com/hashicorp/terraform-provider-aws/pull/7606).
 */
const facet = ({ kind, value = '', constraint, shape, at }: Violation, model: ServiceModel): string => {
  const { min, max, pattern, enum: values } = model.shapes[shape] ?? {};
  switch (kind) {
    case 'required':
      return `cvc-complex-type.2.4.b: The content of an element is not complete. '${at.split('.').at(-1)}' is expected.`;
    case 'enum':
      return `cvc-enumeration-valid: Value '${value}' is not facet-valid with respect to enumeration '[${values?.join(', ')}]'. It must be a value from the enumeration.`;
    case 'pattern':
      return `cvc-pattern-valid: Value '${value}' is not facet-valid with respect to pattern '${pattern}' for type '${shape}'.`;
    case 'minLength':
    case 'maxLength':
      return `cvc-${kind}-valid: Value '${value}' with length = '${value.length}' is not facet-valid with respect to ${kind} '${kind === 'minLength' ? min : max}' for type '${shape}'.`;
    case 'min':
      return `cvc-minInclusive-valid: Value '${value}' is not facet-valid with respect to minInclusive '${min}' for type '${shape}'.`;
    case 'max':
      return `cvc-maxInclusive-valid: Value '${value}' is not facet-valid with respect to maxInclusive '${max}' for type '${shape}'.`;
    case 'type':
      return `cvc-datatype-valid.1.2.1: '${value}' is not a valid value: ${constraint}`;
  }
};

export const route53Refusal = (violations: readonly Violation[], model: ServiceModel): AwsError => {
  const [first] = violations;
  const message = first === undefined || first.location !== undefined ? detected(violations) : `Invalid XML ; ${facet(first, model)}`;
  return new AwsError('InvalidInput', message);
};
