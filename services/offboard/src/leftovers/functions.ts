import { DeleteFunctionCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

export const functions: Lister = {
  service: 'Lambda',
  finds: ['AWS::Lambda::Function'],
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client: place.client(LambdaClient) }, {})) {
      found.push(...Functions.map(({ FunctionName }) => foundIn(place, 'Lambda function')(FunctionName, hasName(place, FunctionName))));
    }
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(LambdaClient).send(new DeleteFunctionCommand({ FunctionName: id }));
  },
};
