import { expect, test } from '@jest/globals';
import { distributionConfig } from './distribution-config.ts';

const input = {
  tenantId: 'T',
  domain: 't.example',
  bucketHost: 'b.s3.us-east-1.amazonaws.com',
  originSecret: '2026-11-28.x',
  apiEndpoint: 'https://a.execute-api.us-east-1.amazonaws.com',
  certificateArn: 'arn:c',
  webAclArn: 'arn:w',
  originAccessControlId: 'o',
  responseHeadersPolicyId: 'r',
  viewerRequestFunctionArn: 'arn:f',
};

test("one user's error is not the next user's answer: the edge keeps none, and changes none", () => {
  const { CustomErrorResponses } = distributionConfig(input);
  const items = CustomErrorResponses?.Items ?? [];
  expect(CustomErrorResponses?.Quantity).toBe(items.length);
  expect(items.map(({ ErrorCode }) => ErrorCode)).toEqual([404, 405, 414, 500, 501, 502, 503, 504]);
  for (const item of items) expect(item).toEqual({ ErrorCode: item.ErrorCode, ErrorCachingMinTTL: 0 });
});
