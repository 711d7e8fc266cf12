import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('dns.recordsInSync', [
  {
    direction: 'forward',
    call: 'route53.GetChange',
    answer: { code: 'NoSuchChange', message: 'A change with the specified change ID does not exist.', status: 404 },
    times: 1,
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html',
    follows: { kind: 'tries again' },
  },
]);
