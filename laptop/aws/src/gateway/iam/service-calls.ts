import type { AwsCall } from '../call.ts';
import type { Journal } from '../journal.ts';
import { denialOf } from './denial.ts';
import type { Answer, Questions } from './questions.ts';

/** What an AWS service does in a role's name is no call of its own: IAM is asked, and the journal's file has what it was asked. */
export const serviceCall = (journal: Journal, call: AwsCall, service: string, answer: Answer | undefined): void => {
  if (!answer) return;
  const { accountId, role = '' } = call.caller;
  journal.recordService({
    time: new Date().toISOString(),
    account: accountId,
    role,
    service,
    ...(call.operation === '' ? {} : { operation: call.operation }),
    iam: answer.questions,
    iamMistakes: answer.mistakes,
  });
  if (answer.denial) throw denialOf(call, answer.denial);
};

export const createAuthorizeInternal =
  (questions: Questions, journal: Journal) =>
  async (call: AwsCall): Promise<void> =>
    serviceCall(journal, call, call.service, await questions.of(call));
