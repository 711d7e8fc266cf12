import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../testing/accounts.ts';
import { type OwnAws, startOwnAws } from '../testing/own-aws.ts';
import type { JournalEntry } from './journal.ts';

let aws: OwnAws;
const as = () => aws.as(ACCOUNTS.home);

beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());

/** How AWS refused a call, and its line in the journal. */
const refused = async (
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly message: string; readonly line: JournalEntry }> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  const { name, message } = error as Error;
  return { name, message, line: aws.local.journal.entries().at(-1)! };
};

describe('a request that breaks the API model is refused as the service refuses it, and the journal says why', () => {
  test('query: a pattern', async () => {
    const iam = new IAMClient(as());
    const { name, message, line } = await refused(iam.send(new CreateRoleCommand({ RoleName: 'a b', AssumeRolePolicyDocument: '{}' })));
    expect(name).toBe('ValidationError');
    expect(message).toContain("Value at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern");
    expect(line).toMatchObject({ service: 'iam', operation: 'CreateRole', outcome: 'error', code: 'ValidationError', status: 400 });
    expect(line.modelViolations).toEqual([{ at: 'roleName', constraint: 'Member must satisfy regular expression pattern: [\\w+=,.@-]+' }]);
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  test('EC2: an enum', async () => {
    const ec2 = new EC2Client(as());
    const { Vpcs: before } = await ec2.send(new DescribeVpcsCommand({}));
    const InstanceTenancy = 'mine' as 'default';
    const { name, message, line } = await refused(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', InstanceTenancy })));
    expect(name).toBe('InvalidParameterValue');
    expect(message).toContain('Value (mine) for parameter instanceTenancy is invalid.');
    expect(line.modelViolations).toMatchObject([{ at: 'instanceTenancy' }]);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual(before);
  });

  test('JSON 1.1: a length', async () => {
    const acm = new ACMClient(as());
    const { name, message, line } = await refused(
      acm.send(new RequestCertificateCommand({ DomainName: 'a.io', IdempotencyToken: 'a'.repeat(33) })),
    );
    expect(name).toBe('ValidationException');
    expect(message).toContain("' at 'idempotencyToken' failed to satisfy constraint: Member must have length less than or equal to 32");
    expect(line.modelViolations).toEqual([{ at: 'idempotencyToken', constraint: 'Member must have length less than or equal to 32' }]);
  });

  test('JSON 1.1: no secret in message or journal', async () => {
    const secrets = new SecretsManagerClient(as());
    const SecretString = `hush-${'x'.repeat(70_000)}`;
    const { message, line } = await refused(secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString })));
    expect(message).toBe(
      "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
    );
    expect(JSON.stringify(line)).not.toContain('hush');
  });

  test('REST-JSON: a range', async () => {
    const lambda = new LambdaClient(as());
    const { name, message, line } = await refused(
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', MemorySize: 64 })),
    );
    expect(name).toBe('ValidationException');
    expect(message).toContain(
      "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    );
    expect(line).toMatchObject({ operation: 'UpdateFunctionConfiguration', modelViolations: [{ at: 'memorySize' }] });
  });

  test('REST-XML: an enum', async () => {
    const route53 = new Route53Client(as());
    const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'a.example', CallerReference: '1' }));
    const Type = 'XYZ' as 'A';
    const { name, message, line } = await refused(
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: HostedZone?.Id,
          ChangeBatch: {
            Changes: [{ Action: 'CREATE', ResourceRecordSet: { Name: 'b.a.example', Type, TTL: 1, ResourceRecords: [{ Value: 'x' }] } }],
          },
        }),
      ),
    );
    expect(name).toBe('InvalidInput');
    expect(message).toContain("cvc-enumeration-valid: Value 'XYZ' is not facet-valid");
    expect(line.modelViolations).toMatchObject([{ at: 'changeBatch.changes.1.member.resourceRecordSet.type' }]);
    const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: HostedZone?.Id }));
    expect(ResourceRecordSets?.map(({ Type: type }) => type).sort()).toEqual(['NS', 'SOA']);
  });

  test('RPC v2 CBOR: a length', async () => {
    const cloudWatch = new CloudWatchClient(as());
    const { name, message, line } = await refused(
      cloudWatch.send(new PutMetricDataCommand({ Namespace: '', MetricData: [{ MetricName: 'm', Value: 1 }] })),
    );
    expect(name).toBe('ValidationException');
    expect(message).toContain("Value '' at 'namespace' failed to satisfy constraint: Member must have length greater than or equal to 1");
    expect(line).toMatchObject({ service: 'monitoring', operation: 'PutMetricData', modelViolations: [{ at: 'namespace' }, {}] });
  });
});

test('an operation that AWS does not have is none', async () => {
  const response = await fetch(aws.local.url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${ACCOUNTS.home}/20261123/${as().region}/ssm/aws4_request, SignedHeaders=host, Signature=0`,
      'x-amz-target': 'AmazonSSM.MakeCoffee',
    },
    body: '{}',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});
