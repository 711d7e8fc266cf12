/**
 * The REST operations that the product and its tools use, by method and path: `{name}` is one path segment, `{name+}` the rest.
 * From the services' API models. S3 has its own table (`s3-operations.ts`), since its operations differ by query string.
 */
type Route = readonly [method: string, path: string, operation: string];

const ROUTES: Readonly<Record<string, readonly Route[]>> = {
  cloudfront: [
    ['POST', '/2020-05-31/distribution', 'CreateDistribution'],
    ['GET', '/2020-05-31/distribution', 'ListDistributions'],
    ['GET', '/2020-05-31/distribution/{Id}', 'GetDistribution'],
    ['DELETE', '/2020-05-31/distribution/{Id}', 'DeleteDistribution'],
    ['GET', '/2020-05-31/distribution/{Id}/config', 'GetDistributionConfig'],
    ['PUT', '/2020-05-31/distribution/{Id}/config', 'UpdateDistribution'],
    ['POST', '/2020-05-31/distribution/{DistributionId}/invalidation', 'CreateInvalidation'],
    ['GET', '/2020-05-31/distribution/{DistributionId}/invalidation', 'ListInvalidations'],
    ['GET', '/2020-05-31/distribution/{DistributionId}/invalidation/{Id}', 'GetInvalidation'],
    ['POST', '/2020-05-31/origin-access-control', 'CreateOriginAccessControl'],
    ['GET', '/2020-05-31/origin-access-control', 'ListOriginAccessControls'],
    ['GET', '/2020-05-31/origin-access-control/{Id}', 'GetOriginAccessControl'],
    ['GET', '/2020-05-31/origin-access-control/{Id}/config', 'GetOriginAccessControlConfig'],
    ['PUT', '/2020-05-31/origin-access-control/{Id}/config', 'UpdateOriginAccessControl'],
    ['DELETE', '/2020-05-31/origin-access-control/{Id}', 'DeleteOriginAccessControl'],
    ['POST', '/2020-05-31/response-headers-policy', 'CreateResponseHeadersPolicy'],
    ['GET', '/2020-05-31/response-headers-policy', 'ListResponseHeadersPolicies'],
    ['GET', '/2020-05-31/response-headers-policy/{Id}', 'GetResponseHeadersPolicy'],
    ['PUT', '/2020-05-31/response-headers-policy/{Id}', 'UpdateResponseHeadersPolicy'],
    ['DELETE', '/2020-05-31/response-headers-policy/{Id}', 'DeleteResponseHeadersPolicy'],
    ['GET', '/2020-05-31/cache-policy', 'ListCachePolicies'],
    ['GET', '/2020-05-31/origin-request-policy', 'ListOriginRequestPolicies'],
    ['POST', '/2020-05-31/function', 'CreateFunction'],
    ['GET', '/2020-05-31/function', 'ListFunctions'],
    ['GET', '/2020-05-31/function/{Name}', 'GetFunction'],
    ['PUT', '/2020-05-31/function/{Name}', 'UpdateFunction'],
    ['GET', '/2020-05-31/function/{Name}/describe', 'DescribeFunction'],
    ['POST', '/2020-05-31/function/{Name}/publish', 'PublishFunction'],
    ['DELETE', '/2020-05-31/function/{Name}', 'DeleteFunction'],
    ['GET', '/2020-05-31/distributionsByWebACLId/{WebACLId+}', 'ListDistributionsByWebACLId'],
    ['PUT', '/2020-05-31/distribution/{Id}/associate-alias', 'AssociateAlias'],
    ['GET', '/2020-05-31/conflicting-alias', 'ListConflictingAliases'],
    ['GET', '/2020-05-31/tagging', 'ListTagsForResource'],
    ['POST', '/2020-05-31/tagging', 'TagResource'],
  ],
  route53: [
    ['POST', '/2013-04-01/hostedzone', 'CreateHostedZone'],
    ['GET', '/2013-04-01/hostedzone', 'ListHostedZones'],
    ['GET', '/2013-04-01/hostedzonesbyname', 'ListHostedZonesByName'],
    ['GET', '/2013-04-01/hostedzone/{Id}', 'GetHostedZone'],
    ['DELETE', '/2013-04-01/hostedzone/{Id}', 'DeleteHostedZone'],
    ['POST', '/2013-04-01/hostedzone/{Id}/rrset', 'ChangeResourceRecordSets'],
    ['GET', '/2013-04-01/hostedzone/{Id}/rrset', 'ListResourceRecordSets'],
    ['GET', '/2013-04-01/change/{Id}', 'GetChange'],
    ['POST', '/2013-04-01/tags/{ResourceType}/{ResourceId}', 'ChangeTagsForResource'],
    ['GET', '/2013-04-01/tags/{ResourceType}/{ResourceId}', 'ListTagsForResource'],
  ],
  lambda: [
    ['POST', '/2015-03-31/functions', 'CreateFunction'],
    ['GET', '/2015-03-31/functions', 'ListFunctions'],
    ['GET', '/2015-03-31/functions/{FunctionName}', 'GetFunction'],
    ['DELETE', '/2015-03-31/functions/{FunctionName}', 'DeleteFunction'],
    ['PUT', '/2015-03-31/functions/{FunctionName}/code', 'UpdateFunctionCode'],
    ['GET', '/2015-03-31/functions/{FunctionName}/configuration', 'GetFunctionConfiguration'],
    ['PUT', '/2015-03-31/functions/{FunctionName}/configuration', 'UpdateFunctionConfiguration'],
    ['POST', '/2015-03-31/functions/{FunctionName}/invocations', 'Invoke'],
    ['POST', '/2015-03-31/functions/{FunctionName}/versions', 'PublishVersion'],
    ['GET', '/2015-03-31/functions/{FunctionName}/versions', 'ListVersionsByFunction'],
    ['POST', '/2015-03-31/functions/{FunctionName}/policy', 'AddPermission'],
    ['GET', '/2015-03-31/functions/{FunctionName}/policy', 'GetPolicy'],
    ['DELETE', '/2015-03-31/functions/{FunctionName}/policy/{StatementId}', 'RemovePermission'],
    ['POST', '/2015-03-31/functions/{FunctionName}/aliases', 'CreateAlias'],
    ['PUT', '/2017-10-31/functions/{FunctionName}/concurrency', 'PutFunctionConcurrency'],
    ['POST', '/2015-03-31/event-source-mappings', 'CreateEventSourceMapping'],
    ['GET', '/2015-03-31/event-source-mappings', 'ListEventSourceMappings'],
    ['GET', '/2015-03-31/event-source-mappings/{UUID}', 'GetEventSourceMapping'],
    ['PUT', '/2015-03-31/event-source-mappings/{UUID}', 'UpdateEventSourceMapping'],
    ['DELETE', '/2015-03-31/event-source-mappings/{UUID}', 'DeleteEventSourceMapping'],
    ['GET', '/2017-03-31/tags/{Resource+}', 'ListTags'],
    ['POST', '/2017-03-31/tags/{Resource+}', 'TagResource'],
  ],
  apigateway: [
    ['POST', '/v2/apis', 'CreateApi'],
    ['GET', '/v2/apis', 'GetApis'],
    ['GET', '/v2/apis/{ApiId}', 'GetApi'],
    ['PATCH', '/v2/apis/{ApiId}', 'UpdateApi'],
    ['PUT', '/v2/apis/{ApiId}', 'ReimportApi'],
    ['DELETE', '/v2/apis/{ApiId}', 'DeleteApi'],
    ['POST', '/v2/apis/{ApiId}/stages', 'CreateStage'],
    ['GET', '/v2/apis/{ApiId}/stages', 'GetStages'],
    ['GET', '/v2/apis/{ApiId}/stages/{StageName}', 'GetStage'],
    ['PATCH', '/v2/apis/{ApiId}/stages/{StageName}', 'UpdateStage'],
    ['DELETE', '/v2/apis/{ApiId}/stages/{StageName}', 'DeleteStage'],
    ['POST', '/v2/apis/{ApiId}/routes', 'CreateRoute'],
    ['GET', '/v2/apis/{ApiId}/routes', 'GetRoutes'],
    ['PATCH', '/v2/apis/{ApiId}/routes/{RouteId}', 'UpdateRoute'],
    ['DELETE', '/v2/apis/{ApiId}/routes/{RouteId}', 'DeleteRoute'],
    ['POST', '/v2/apis/{ApiId}/integrations', 'CreateIntegration'],
    ['GET', '/v2/apis/{ApiId}/integrations', 'GetIntegrations'],
    ['PATCH', '/v2/apis/{ApiId}/integrations/{IntegrationId}', 'UpdateIntegration'],
    ['DELETE', '/v2/apis/{ApiId}/integrations/{IntegrationId}', 'DeleteIntegration'],
    ['POST', '/v2/apis/{ApiId}/authorizers', 'CreateAuthorizer'],
    ['GET', '/v2/apis/{ApiId}/authorizers', 'GetAuthorizers'],
    ['PATCH', '/v2/apis/{ApiId}/authorizers/{AuthorizerId}', 'UpdateAuthorizer'],
    ['DELETE', '/v2/apis/{ApiId}/authorizers/{AuthorizerId}', 'DeleteAuthorizer'],
    ['POST', '/v2/apis/{ApiId}/deployments', 'CreateDeployment'],
    ['GET', '/v2/apis/{ApiId}/deployments', 'GetDeployments'],
    ['GET', '/v2/tags/{ResourceArn+}', 'GetTags'],
    ['POST', '/v2/tags/{ResourceArn+}', 'TagResource'],
    ['GET', '/account', 'GetAccount'],
    ['GET', '/restapis', 'GetRestApis'],
  ],
  ses: [
    ['POST', '/v2/email/identities', 'CreateEmailIdentity'],
    ['GET', '/v2/email/identities', 'ListEmailIdentities'],
    ['POST', '/v2/email/list-identities', 'ListEmailIdentities'],
    ['GET', '/v2/email/identities/{EmailIdentity}', 'GetEmailIdentity'],
    ['DELETE', '/v2/email/identities/{EmailIdentity}', 'DeleteEmailIdentity'],
    ['PUT', '/v2/email/identities/{EmailIdentity}/mail-from', 'PutEmailIdentityMailFromAttributes'],
    ['PUT', '/v2/email/identities/{EmailIdentity}/dkim', 'PutEmailIdentityDkimAttributes'],
    ['POST', '/v2/email/outbound-emails', 'SendEmail'],
    ['GET', '/v2/email/account', 'GetAccount'],
    ['POST', '/v2/email/tags', 'TagResource'],
    ['GET', '/v2/email/tags', 'ListTagsForResource'],
  ],
  scheduler: [
    ['POST', '/schedules/{Name}', 'CreateSchedule'],
    ['PUT', '/schedules/{Name}', 'UpdateSchedule'],
    ['GET', '/schedules/{Name}', 'GetSchedule'],
    ['DELETE', '/schedules/{Name}', 'DeleteSchedule'],
    ['GET', '/schedules', 'ListSchedules'],
    ['POST', '/schedule-groups/{Name}', 'CreateScheduleGroup'],
    ['DELETE', '/schedule-groups/{Name}', 'DeleteScheduleGroup'],
    ['GET', '/schedule-groups', 'ListScheduleGroups'],
  ],
  schemas: [
    ['POST', '/v1/registries/name/{RegistryName}', 'CreateRegistry'],
    ['GET', '/v1/registries/name/{RegistryName}', 'DescribeRegistry'],
    ['DELETE', '/v1/registries/name/{RegistryName}', 'DeleteRegistry'],
    ['POST', '/v1/registries/name/{RegistryName}/schemas/name/{SchemaName}', 'CreateSchema'],
    ['PUT', '/v1/registries/name/{RegistryName}/schemas/name/{SchemaName}', 'UpdateSchema'],
    ['GET', '/v1/registries/name/{RegistryName}/schemas/name/{SchemaName}', 'DescribeSchema'],
    ['DELETE', '/v1/registries/name/{RegistryName}/schemas/name/{SchemaName}', 'DeleteSchema'],
    ['GET', '/v1/registries/name/{RegistryName}/schemas', 'ListSchemas'],
  ],
};

interface CompiledRoute {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: string;
}

const compile = ([method, path, operation]: Route): CompiledRoute => ({
  method,
  pattern: new RegExp(`^${path.replace(/\{(\w+)\+\}/g, '(?<$1>.+)').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`),
  operation,
});
const COMPILED = new Map(Object.entries(ROUTES).map(([service, routes]) => [service, routes.map(compile)]));

export interface RestMatch {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The operation that a REST path means, with its decoded path parameters. `path` is without its query string. */
export const restOperation = (service: string, method: string, path: string): RestMatch | undefined => {
  for (const route of COMPILED.get(service) ?? []) {
    if (route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match) return { operation: route.operation, params: decodeAll(match.groups ?? {}) };
  }
  return undefined;
};

const decodeAll = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
