import { ApiGatewayV2Client, CreateAuthorizerCommand, CreateRouteCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { forgedTokens } from '../testing/forged-tokens.ts';
import { type Issuer, signedToken, startIssuer } from '../testing/issuer.ts';
import { type OwnAws, startOwnAws } from '../testing/own-aws.ts';
import { createApi } from './testing/hosted-console.ts';

const ACCOUNT = '222233334444';
const ISSUER = 'https://issuer.example.com';
const AUDIENCE = 'shop.example.com';
const iat = Math.floor(Date.now() / 1_000);
const CLAIMS = { iss: ISSUER, sub: 'job', aud: AUDIENCE, iat, exp: iat + 300 };

let aws: OwnAws;
let issuer: Issuer;
let api: ApiGatewayV2Client;
let ApiId: string;
beforeAll(async () => {
  [aws, issuer] = await Promise.all([startOwnAws(), startIssuer(ISSUER)]);
  api = new ApiGatewayV2Client(aws.as(ACCOUNT));
  ApiId = await createApi(aws.as(ACCOUNT), ACCOUNT);
});
afterAll(() => Promise.all([aws.stop(), issuer.stop()]));

const JwtConfiguration = { Issuer: ISSUER, Audience: [AUDIENCE] };
const createAuthorizer = () =>
  api.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'issuer',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration,
    }),
  );
const ask = async (token: string): Promise<number> => {
  const url = `${aws.local.url}/_aws/execute-api/${ApiId}/signed`;
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
};

test('an issuer that does not answer gets no authorizer, by a call or in a stack', async () => {
  await expect(createAuthorizer()).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringContaining(`Invalid issuer: ${ISSUER}. Issuer must have a valid discovery endpoint`),
  });
  const client = new CloudFormationClient(aws.as(ACCOUNT));
  const Properties = { ApiId, Name: 'issuer', AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration };
  const TemplateBody = JSON.stringify({ Resources: { Authorizer: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties } } });
  await client.send(new CreateStackCommand({ StackName: 'issuer', TemplateBody }));
  await eventually('the stack is rolled back', async () => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'issuer' }));
    return Stacks?.[0]?.StackStatus === 'ROLLBACK_COMPLETE';
  });
  client.destroy();
});

test('a token of an issuer that answers is taken, and no other', async () => {
  aws.local.answerBy(new URL(ISSUER).host, issuer.url);
  const { AuthorizerId } = await createAuthorizer();
  const { Items = [] } = await api.send(new GetRoutesCommand({ ApiId }));
  const Target = Items[0]?.Target;
  await api.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /signed', Target, AuthorizationType: 'JWT', AuthorizerId }));
  expect(await ask(signedToken(issuer.key, CLAIMS))).toBe(200);
  expect(await ask(signedToken(issuer.key, { ...CLAIMS, aud: ['another.example.com', AUDIENCE] }))).toBe(200);
  const answers = await Promise.all(
    Object.entries(forgedTokens(issuer.key, CLAIMS)).map(async ([wrong, token]) => [wrong, await ask(token)]),
  );
  expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
});
