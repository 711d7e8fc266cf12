import type { AwsCall } from '../call.ts';
import { AwsError, protocolOf } from '../errors.ts';
import type { Answer } from './questions.ts';

const WHY: Readonly<Record<string, string>> = {
  'explicit deny': 'with an explicit deny in',
  'identity policy': 'because no identity-based policy allows it:',
  'permissions boundary': 'because no permissions boundary allows it:',
  'service control policy': 'because no service control policy allows it:',
};

/** The refusal as AWS words it (IAM User Guide, "Troubleshoot access denied error messages"), in the form of the call's protocol. */
export const denialOf = (call: AwsCall, { question, decision }: NonNullable<Answer['denial']>): AwsError => {
  const session = call.caller.arn;
  const { action, resource } = question;
  const message = `User: ${session} is not authorized to perform: ${action} on resource: ${resource} ${WHY[decision.reason]} ${decision.where}`;
  const protocol = protocolOf(call);
  if (protocol === 'ec2') return new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, 403);
  if (protocol === 'rest-xml' || protocol === 'query') return new AwsError('AccessDenied', message, 403);
  return new AwsError('AccessDeniedException', message, protocol === 'json' ? 400 : 403);
};
