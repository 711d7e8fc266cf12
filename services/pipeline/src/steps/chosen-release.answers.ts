import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('pipeline.chosenRelease', [
  {
    direction: 'forward',
    call: 's3.HeadObject',
    answer: { code: 'SlowDown', message: 'Please reduce your request rate.' },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'tries again' },
  },
]);
