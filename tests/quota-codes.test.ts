import { expect, test } from '@jest/globals';
import { modelsOf } from '@laptop/aws/gateway/models/services';
import { isUsedUp } from '@tenantry/shared/failure/errors';
import { keptRequests } from '../judges/least-privilege/kept.ts';
import { files, read } from './repository.ts';

/** A rate, or what is under way at the same time (SQS, ReceiveMessage: messages in flight). */
const PASS = ['OverLimit', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TooManyRequestsException', 'TooManyUpdates'];

const saysUsedUp = (name: string): boolean => isUsedUp(Object.assign(new Error(), { name }));

/** Errors of AWS's models, of all calls that the product was seen to make, whose names speak of a limit. */
const limits = (): readonly string[] => {
  const calls = new Set(keptRequests().map(({ call }) => call));
  const codes = [...calls].flatMap((call) => {
    const [service = '', operation = ''] = call.split(' ');
    return modelsOf(service).flatMap(({ operations }) => operations[operation]?.errors ?? []);
  });
  return [...new Set(codes)].filter((code) => /limit|quota|exceed|toomany/i.test(code)).sort();
};

test('every code of AWS that speaks of a limit is a used-up quota, but for those that pass by themselves', () => {
  const codes = limits();
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((name) => !saysUsedUp(name))).toEqual(PASS);
});

/** botocore's names of services, where the SDK's clients have others. */
const NAMED: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'cost-explorer': 'ce',
  eventbridge: 'events',
  'resource-groups-tagging-api': 'resourcegroupstaggingapi',
  'route-53': 'route53',
  'secrets-manager': 'secretsmanager',
};

/** Services of which the product has a client. */
const services = (): readonly string[] => {
  const packages = files.filter((file) => /^(shared|services\/[^/]+)\/package\.json$/.test(file));
  const clients = packages.flatMap((file) => {
    const { dependencies = {} } = JSON.parse(read(file)) as { dependencies?: object };
    return Object.keys(dependencies).flatMap((name) => /^@aws-sdk\/client-(.+)$/.exec(name)?.[1] ?? []);
  });
  return [...new Set(clients)].map((name) => NAMED[name] ?? name).sort();
};

/** What every error means that is named like a quota, of all calls of these services: a person can do something about it … */
const USED_UP = `
  AccountLimitExceededException AliasLimitExceededException AnnotationLimitExceeded AssociationLimitExceeded
  AssociationVersionLimitExceeded CapacityProviderLimitExceededException   ComplianceTypeCountLimitExceededException CreationLimitExceededException
  CustomSchemaCountLimitExceededException DocumentLimitExceeded DocumentVersionLimitExceeded EntityLimitExceeded
  EntitySizeLimitExceeded FilterPolicyLimitExceededException
  FunctionSizeLimitExceeded FunctionVersionsPerCapacityProviderLimitExceededException
  HierarchyLevelLimitExceededException ItemCollectionSizeLimitExceededException ItemSizeLimitExceededException
  LimitExceededException LimitExceededFault LimitsExceeded OpsItemLimitExceededException OpsMetadataKeyLimitExceededException
  OpsMetadataLimitExceededException ParameterLimitExceeded ParameterMaxVersionLimitExceeded ParameterVersionLabelLimitExceeded
  PoliciesLimitExceededException QuotaExceededException   ResourceLimitExceededException ResourcePolicyLimitExceededException ServiceQuotaExceededException
  SubTypeCountLimitExceededException SubscriptionLimitExceededException TagLimitExceededException TooManyCacheBehaviors
  TooManyCachePolicies TooManyCertificates TooManyCloudFrontOriginAccessIdentities TooManyContinuousDeploymentPolicies
  TooManyCookieNamesInWhiteList TooManyCookiesInCachePolicy TooManyCookiesInOriginRequestPolicy
  TooManyCustomHeadersInResponseHeadersPolicy TooManyDistributionCNAMEs TooManyDistributions
  TooManyDistributionsAssociatedToCachePolicy TooManyDistributionsAssociatedToFieldLevelEncryptionConfig
  TooManyDistributionsAssociatedToKeyGroup TooManyDistributionsAssociatedToOriginAccessControl
  TooManyDistributionsAssociatedToOriginRequestPolicy TooManyDistributionsAssociatedToResponseHeadersPolicy
  TooManyDistributionsWithFunctionAssociations TooManyDistributionsWithLambdaAssociations
  TooManyDistributionsWithSingleFunctionARN TooManyEntriesInBatchRequest TooManyEntriesInBatchRequestException
  TooManyFieldLevelEncryptionConfigs TooManyFieldLevelEncryptionContentTypeProfiles TooManyFieldLevelEncryptionEncryptionEntities
  TooManyFieldLevelEncryptionFieldPatterns TooManyFieldLevelEncryptionProfiles TooManyFieldLevelEncryptionQueryArgProfiles
  TooManyFunctionAssociations TooManyFunctions TooManyHeadersInCachePolicy TooManyHeadersInForwardedValues
  TooManyHeadersInOriginRequestPolicy TooManyHealthChecks TooManyHostedZones TooManyKeyGroups
  TooManyKeyGroupsAssociatedToDistribution TooManyKeySigningKeys TooManyLambdaFunctionAssociations TooManyOriginAccessControls
  TooManyOriginCustomHeaders TooManyOriginGroupsPerDistribution TooManyOriginRequestPolicies TooManyOrigins TooManyParts
  TooManyPublicKeys TooManyPublicKeysInKeyGroup TooManyQueryStringParameters TooManyQueryStringsInCachePolicy
  TooManyQueryStringsInOriginRequestPolicy TooManyRealtimeLogConfigs TooManyRemoveHeadersInResponseHeadersPolicy
  TooManyResponseHeadersPolicies TooManyStreamingDistributionCNAMEs TooManyStreamingDistributions TooManyTagsError
  TooManyTagsException TooManyTrafficPolicies TooManyTrafficPolicyInstances TooManyTrafficPolicyVersionsForCurrentPolicy
  TooManyTrustedSigners TooManyVPCAssociationAuthorizations TopicLimitExceededException TotalSizeLimitExceededException
  WAFLimitsExceededException
`;
/** … or it passes by itself: a rate, what is under way at the same time, what one person has tried too often. */
const PASSES_BY_ITSELF = `
  AutomationExecutionLimitExceededException BackfillLimitExceededException ConcurrentPipelineExecutionsLimitExceededException
  ConcurrentResourcesLimitExceededException ReplayLimitExceededException ReportGenerationLimitExceededException
  RequestLimitExceeded ResourceScanLimitExceededException TooManyFailedAttemptsException TooManyInvalidationsInProgress
  TooManyRequestsException TooManyUpdates
`;
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

test('every error that is named like a quota has been judged', () => {
  const models = services().map((name) => modelsOf(name));
  expect(models.filter((found) => found.length === 0)).toEqual([]);
  const errors = models.flat().flatMap(({ operations }) => Object.values(operations).flatMap((operation) => operation.errors));
  const codes = [...new Set(errors)].filter((code) => /(Limits?|Quota)Exceeded|^TooMany/.test(code)).sort();
  expect(codes.filter(saysUsedUp)).toEqual(words(USED_UP));
  expect(codes.filter((code) => !saysUsedUp(code))).toEqual(words(PASSES_BY_ITSELF));
});
