import { ApiGatewayV2Client, DeleteApiCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

export const httpApis: Lister = {
  service: 'API Gateway',
  finds: ['AWS::ApiGatewayV2::Api'],
  list: async (place) => {
    const client = place.client(ApiGatewayV2Client);
    const found: Leftover[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new GetApisCommand({ MaxResults: '100', NextToken }));
      found.push(...(page.Items ?? []).map(({ ApiId, Tags }) => foundIn(place, 'API Gateway API')(ApiId, hasTag(place, Tags))));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(ApiGatewayV2Client).send(new DeleteApiCommand({ ApiId: id }));
  },
};
