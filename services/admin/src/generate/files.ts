import { openApiOf } from '../contract/openapi.ts';
import { ROUTES } from '../contract/routes.ts';
import { clientTypesOf } from './client-types.ts';

/** What is generated from the contract: path from the repository's root, and content. */
export const generatedFiles = (): ReadonlyMap<string, string> => {
  const document = openApiOf(ROUTES);
  return new Map([
    ['services/admin/generated/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['api-client/src/generated/api.ts', clientTypesOf(document)],
  ]);
};
