import type { AwsCall } from '../call.ts';
import { AwsError, protocolOf } from '../errors.ts';
import { modelsOf } from './services.ts';

/**
 * What AWS answers when a service has no such operation: the "Common Errors" of each API reference (UnknownOperationException, InvalidAction),
 * for S3 https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. Undefined where the models know the operation, or AWS has no
 * model of the service.
 */
export const unknownOperation = (call: AwsCall): AwsError | undefined => {
  if (call.api) return undefined;
  const [model] = modelsOf(call.service);
  if (!model) return undefined;
  switch (protocolOf(call)) {
    case 'ec2':
      return new AwsError('InvalidAction', `The action ${call.operation} is not valid for this web service.`);
    case 'query':
      return new AwsError('InvalidAction', `Could not find operation ${call.operation} for version ${model.metadata.apiVersion}`);
    case 'rest-xml':
    case 'rest-json':
      return call.service === 's3'
        ? new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405)
        : new AwsError('UnknownOperationException', `${call.method} ${call.path.split('?')[0]}`, 404);
    default:
      return new AwsError('UnknownOperationException', `Unknown operation: ${call.operation}`);
  }
};
