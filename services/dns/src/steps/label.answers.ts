import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const put = (direction: AnswerRow['direction'], code: string, message: string, follows: AnswerRow['follows']): AnswerRow => ({
  direction,
  call: 'dynamodb.PutItem',
  // The lease that the step holds meanwhile is an item of the same table.
  contains: 'label#',
  answer: { code, message },
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html',
  follows,
});
const TOO_FAST = 'Throughput exceeds the current capacity of your table or index.';

export default answersOf('dns.label', [
  put('forward', 'ConditionalCheckFailedException', 'The conditional request failed', {
    kind: 'stalls',
    code: 'LabelTaken',
    advice: 'Off-board one of the two',
  }),
  put('forward', 'ThrottlingException', TOO_FAST, { kind: 'tries again' }),
  put('backward', 'ThrottlingException', TOO_FAST, { kind: 'tries again' }),
]);
