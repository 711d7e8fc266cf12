import { expect, test } from '@jest/globals';
import { tenantPolicy } from './edge.ts';

const matches = (pattern: string, arn: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(arn);

test.each(['', 'AWSManagedRulesCommonRuleSet/*', 'AWS/AWSManagedRulesCommonRuleSet'])(
  'a web ACL may use a managed rule group that IAM names managedruleset/%s',
  (name) => {
    const arn = `arn:aws:wafv2:us-east-1:999999999999:global/managedruleset/${name}`;
    for (const action of ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL']) {
      const resources = tenantPolicy.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
      expect(resources.some((pattern) => typeof pattern === 'string' && matches(pattern, arn))).toBe(true);
    }
  },
);
