import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.certificate', [
  {
    direction: 'forward',
    call: 'acm.RequestCertificate',
    answer: { code: 'LimitExceededException', message: 'Error: you have reached your limit of 20 certificates in the last year.' },
    source: 'https://github.com/aws/aws-cdk/issues/13651',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'acm.RequestCertificate',
    answer: { endsFailed: 'CAA_ERROR' },
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-caa.html',
    follows: { kind: 'stalls', code: 'CAA_ERROR', advice: 'CAA records' },
  },
  {
    direction: 'forward',
    call: 'acm.RequestCertificate',
    answer: { endsFailed: 'ADDITIONAL_VERIFICATION_REQUIRED' },
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html',
    follows: { kind: 'stalls', code: 'ADDITIONAL_VERIFICATION_REQUIRED', advice: 'support case' },
  },
  {
    direction: 'forward',
    call: 'acm.RequestCertificate',
    answer: { endsFailed: 'DOMAIN_NOT_ALLOWED' },
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html',
    follows: { kind: 'stalls', code: 'DOMAIN_NOT_ALLOWED', advice: 'VirusTotal' },
  },
  {
    direction: 'backward',
    call: 'acm.DeleteCertificate',
    answer: { code: 'ResourceInUseException', message: 'Certificate is in use.' },
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html',
    follows: { kind: 'waits', reason: 'CloudFront to let go of' },
  },
  {
    direction: 'backward',
    from: 'rollback',
    call: 'acm.DeleteCertificate',
    answer: { code: 'ThrottlingException', message: 'Rate exceeded' },
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html',
    follows: { kind: 'tries again' },
  },
]);
