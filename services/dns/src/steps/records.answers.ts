import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('dns.records', [
  {
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'InvalidChangeBatch', message: '[The request contains an invalid set of changes for a resource record set.]' },
    source: 'https://github.com/DNSControl/dnscontrol/issues/1128',
    follows: { kind: 'stalls', advice: 'the zone' },
  },
  {
    name: 'the zone is full',
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'InvalidChangeBatch', message: '[Number of records limit of 10000 exceeded.]' },
    source: 'https://github.com/DNSControl/dnscontrol/issues/1114',
    follows: { kind: 'stalls', code: 'HostedZoneFull', advice: 'Records per hosted zone' },
  },
  {
    name: 'once',
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'InvalidChangeBatch', message: '[Tried to create resource record set but it already exists]' },
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
    follows: { kind: 'repairs', by: 'route53.ListResourceRecordSets' },
  },
  {
    direction: 'forward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'Throttling', message: 'Rate exceeded' },
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'PriorRequestNotComplete', message: 'The request was rejected because Route 53 was still processing a prior request.' },
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
    follows: { kind: 'waits', reason: 'Route 53 to finish another change' },
  },
  {
    direction: 'backward',
    call: 'route53.ChangeResourceRecordSets',
    answer: { code: 'InvalidChangeBatch', message: '[Tried to delete resource record set but it was not found]' },
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
    follows: { kind: 'tries again' },
  },
]);
