import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('dns.validationRecord', [
  {
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'PriorRequestNotComplete', message: 'The request was rejected because Route 53 was still processing a prior request.' },
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
    follows: { kind: 'waits', reason: 'Route 53 to finish another change' },
  },
  {
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'NoSuchHostedZone', message: 'No hosted zone found with ID: Z0000000000000', status: 404 },
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
    follows: { kind: 'stalls', advice: 'deploy the landing zone' },
  },
  {
    direction: 'backward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'Throttling', message: 'Rate exceeded' },
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html',
    follows: { kind: 'tries again' },
  },
]);
