import { loadModel } from './load.ts';
import type { ServiceModel } from './model.ts';

/**
 * The gateway names a service as its requests are signed (`ses`, `apigateway`), but for these two, whose signing names are those of an
 * older service.
 */
export const NAMED: ReadonlyMap<string, string> = new Map([
  ['sso', 'sso-admin'],
  ['servicequotas', 'service-quotas'],
]);

/** Models by the gateway's name of a service, where botocore has another name or several APIs sign alike. The first one is the usual. */
export const MODELS: ReadonlyMap<string, readonly string[]> = new Map([
  ['apigateway', ['apigatewayv2', 'apigateway']],
  ['dynamodb', ['dynamodb', 'dynamodbstreams']],
  ['monitoring', ['cloudwatch']],
  ['ses', ['sesv2', 'ses']],
  ['tagging', ['resourcegroupstaggingapi']],
]);

/** Services with operations that take unsigned requests (`authtype: none`). */
const UNSIGNED = ['cognito-idp', 'sts'];

export const serviceNamed = (signingName: string): string => NAMED.get(signingName) ?? signingName;

/** The API models of a service by the gateway's name of it; none where AWS has no such API (`execute-api`). */
export const modelsOf = (service: string): readonly ServiceModel[] =>
  (MODELS.get(service) ?? [service]).flatMap((name) => loadModel(name) ?? []);

/** The service of an unsigned call, by what only its model says of it; empty where none fits. */
export const unsignedService = (fits: (model: ServiceModel) => boolean): string =>
  UNSIGNED.find((service) => modelsOf(service).some(fits)) ?? '';

/** The name by which requests to a service are signed. */
export const signingNameOf = (service: string): string => modelsOf(service)[0]?.metadata.signingName ?? service;
