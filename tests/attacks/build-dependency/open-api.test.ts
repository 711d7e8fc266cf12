import { expect } from '@jest/globals';
import { parse } from 'yaml';
import type { Scope } from '../../../services/pipeline/src/scope.ts';
import { domainAnswers, instanceOf } from '../../../services/pipeline/src/steps/domain-answers.ts';
import { read } from '../../repository.ts';
import { attack } from '../attack.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
const { Resources } = parse(read('tenant-app/api/template.yml'), { logLevel: 'silent' }) as {
  Resources: Readonly<Record<string, Resource>>;
};
const of = (type: string): readonly Resource['Properties'][] =>
  Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

const needs = { url: 'https://st-mary.app.example.com', schemaName: 'tenant_01jx', userPoolId: 'pool' };
/** The tenant's domain, where the API answers who has not signed in like this. */
const readyWhere = (status: number): Promise<unknown> => {
  const answers: Readonly<Record<string, readonly [status: number, body: string]>> = {
    '/': [200, '<meta name="application-name" content="tenantry-hospital" />'],
    '/config.json': [200, JSON.stringify({ tenantId: '01JX', userPoolId: 'pool' })],
    '/api/health': [200, JSON.stringify({ status: 'ok', instance: instanceOf('01JX', 'tenant_01jx') })],
    '/api/patients': [status, '[]'],
  };
  const visit = async (url: string) => {
    const [code = 404, body = ''] = answers[new URL(url).pathname] ?? [];
    return { status: code, contentType: 'application/json', body };
  };
  return Promise.resolve(domainAnswers.ensure({ tenantId: '01JX', visit } as Scope, needs, {}));
};

attack('release-opens-api', "a release takes the authorizer off its API's routes, and everybody reads records", async () => {
  for (const status of [200, 204, 404, 500])
    await expect(readyWhere(status)).rejects.toThrow('/api/patients is not closed to who has not signed in');
  await expect(readyWhere(401)).resolves.toEqual({});
  const open = of('AWS::ApiGatewayV2::Route').filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
  expect(open.map(({ RouteKey }) => RouteKey)).toEqual(['GET /api/health']);
});

attack(
  'function-reaches-anything',
  "code of the application's function connects to other tenants, to the VPN, or to ports of its choice outside",
  () => {
    const groups = of('AWS::EC2::SecurityGroup');
    expect(groups).toHaveLength(1);
    const [{ SecurityGroupEgress, SecurityGroupIngress } = {}] = groups;
    expect(SecurityGroupIngress).toBeUndefined();
    expect(SecurityGroupEgress).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
      { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: 'DatabaseCidr' },
    ]);
    // Each may be called by its own API and its own rule alone.
    for (const { SourceArn } of of('AWS::Lambda::Permission'))
      expect(String(SourceArn)).toMatch(/\$\{AWS::AccountId\}:\$\{ApiId\}|^Awake\.Arn$/);
  },
);
