import { expect, test } from '@jest/globals';
import type { Operation, ServiceModel } from './model.ts';
import { type RestRequest, restOperation } from './routes.ts';
import { modelsOf } from './services.ts';

/** The least request that means an operation: labels, the query string of its path, and required members outside of the body. */
const leastRequest = (model: ServiceModel, { method, uri, input }: Operation): RestRequest => {
  const [path = '', query = ''] = uri.split('?');
  const request = {
    method,
    path: path.replace(/\{[^}]+\}/g, 'v'),
    query: new URLSearchParams(query),
    headers: {} as Record<string, string>,
  };
  const shape = model.shapes[input?.shape ?? ''];
  for (const name of shape?.required ?? []) {
    const { location, locationName = name } = shape?.members?.[name] ?? {};
    if (location === 'querystring') request.query.set(locationName, 'v');
    if (location === 'header') request.headers[locationName.toLowerCase()] = 'v';
  }
  return request;
};

/** Two operations that AWS tells apart by the host alone, and those that newer ones have replaced under the same path. */
const SHADOWED: Readonly<Record<string, string>> = {
  ListDirectoryBuckets: 'ListBuckets',
  GetBucketLifecycle: 'GetBucketLifecycleConfiguration',
  GetBucketNotification: 'GetBucketNotificationConfiguration',
  PutBucketLifecycle: 'PutBucketLifecycleConfiguration',
  PutBucketNotification: 'PutBucketNotificationConfiguration',
};

test.each(['apigateway', 'cloudfront', 'lambda', 'route53', 's3', 'scheduler', 'schemas', 'ses'])(
  'every REST operation of %s is known by its least request',
  (service) => {
    const models = modelsOf(service).filter(({ metadata }) => metadata.protocol.startsWith('rest'));
    const wrong = models.flatMap((model) =>
      Object.values(model.operations).flatMap((operation) => {
        const found = restOperation(models, leastRequest(model, operation));
        const expected = SHADOWED[operation.name] ?? operation.name;
        return found?.operation.name === expected && found.model === model
          ? []
          : [`${operation.name} is taken for ${found?.operation.name}`];
      }),
    );
    expect(wrong).toEqual([]);
  },
);

test('labels may hold what a group of a regular expression may not be named', () => {
  const path = '/v2/tags/arn%3Aaws%3Aapigateway%3Aeu-central-1%3A%3A%2Fapis%2Fa1';
  const match = restOperation(modelsOf('apigateway'), { method: 'GET', path, query: new URLSearchParams(), headers: {} });
  expect(match?.labels).toEqual({ 'resource-arn': 'arn:aws:apigateway:eu-central-1::/apis/a1' });
});
