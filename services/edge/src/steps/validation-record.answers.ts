import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.validationRecord', [
  {
    direction: 'forward',
    call: 'acm.DescribeCertificate',
    answer: { code: 'ResourceNotFoundException', message: 'Could not find certificate.' },
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html',
    follows: { kind: 'waits', reason: 'ACM to say which record validates' },
  },
]);
