import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.webAcl', [
  {
    direction: 'forward',
    call: 'wafv2.CreateWebACL',
    answer: {
      code: 'WAFLimitsExceededException',
      message: 'AWS WAF couldn’t perform the operation because you exceeded your resource limit.',
    },
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'wafv2.CreateWebACL',
    answer: {
      code: 'WAFUnavailableEntityException',
      message:
        'AWS WAF couldn’t retrieve a resource that you specified for this operation. If you have just created a resource that you are using in this operation, you might just need to wait a few minutes.',
    },
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'wafv2.DeleteWebACL',
    answer: {
      code: 'WAFAssociatedItemException',
      message:
        'AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.',
    },
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteWebACL.html',
    follows: { kind: 'waits', reason: 'CloudFront to let go of the web ACL' },
  },
  {
    direction: 'backward',
    call: 'wafv2.DeleteWebACL',
    answer: {
      code: 'WAFOptimisticLockException',
      message:
        'AWS WAF couldn’t save your changes because someone changed the resource after you started to edit it. Reapply your changes.',
    },
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteWebACL.html',
    follows: { kind: 'tries again' },
  },
]);
