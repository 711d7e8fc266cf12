import { describe, expect, test } from '@jest/globals';
import { isGroupDescription } from '@laptop/aws/gateway/rules/ec2/security-group';
import { protectedAtBirth } from '../shared/src/aws/protection.ts';
import { files, isProduct, matches } from './repository.ts';
import { everyResources } from './templates.ts';

/** Path and text of every description below a value: the group's own, and those of its rules. */
const descriptions = (value: unknown, path: string): (readonly [path: string, text: unknown])[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(Group)?Description$/.test(key) ? [[`${path}.${key}`, inner] as const] : descriptions(inner, `${path}.${key}`),
  );
};

describe('descriptions of security groups', () => {
  const found = everyResources.flatMap(([template, resources]) =>
    Object.entries(resources)
      .filter(([, { Type }]) => Type.startsWith('AWS::EC2::SecurityGroup'))
      .flatMap(([id, { Properties }]) => descriptions(Properties, `${template} ${id}`)),
  );

  test('have characters that EC2 takes, those of rules too', () => {
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter(([, text]) => typeof text !== 'string' || !isGroupDescription(text))).toEqual([]);
  });

  test('are all in templates: no code of the product sends one by API', () => {
    expect(files.filter(isProduct).flatMap((file) => matches(file, /\b(CreateSecurityGroup|AuthorizeSecurityGroup\w+)Command\b/))).toEqual(
      [],
    );
  });
});

test.each([
  ['PostgreSQL: from VPCs of tenants (5432/tcp), #1 [a] {b} = $c & d!', true],
  ['x'.repeat(255), true],
  ['x'.repeat(256), false],
  ["the tenant's API", false],
  ['früh', false],
  ['two\nlines', false],
])('EC2 takes %j as a description of a group or a rule: %s', (text, isTaken) => {
  expect(isGroupDescription(text)).toBe(isTaken);
});

test("the role of a function in a tenant's VPC outlives its stack: by it Lambda gives the interfaces in the security group back", () => {
  // Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC", "Managing VPC network interfaces".
  const ofRelease = everyResources
    .filter(([template]) => template === 'tenant-app api')
    .flatMap(([, resources]) => Object.values(resources));
  expect(ofRelease.filter(({ Type }) => Type === 'AWS::Lambda::Function')).toHaveLength(1);
  expect(ofRelease.filter(({ Type }) => Type.startsWith('AWS::IAM::'))).toEqual([]);
});

describe('what AWS changes one thing at a time of is made one after the other', () => {
  /** Types, and the property that names the whole of which AWS takes one change at a time; none where it is the organization. */
  const WHOLES: readonly (readonly [types: RegExp, of?: string])[] = [
    [/^AWS::Organizations::/],
    [/^AWS::EC2::ClientVpn(TargetNetworkAssociation|Route|AuthorizationRule)$/, 'ClientVpnEndpointId'],
  ];
  const chains = WHOLES.flatMap(([types, of]) =>
    everyResources.flatMap(([template, resources]) => {
      const found = Object.entries(resources).filter(([, { Type }]) => types.test(Type));
      const wholes = Map.groupBy(found, ([, { Properties = {} }]) => JSON.stringify(of && Properties[of]));
      return [...wholes.values()].filter((parts) => parts.length > 1).map((parts) => ({ template, parts }));
    }),
  );

  test('units and policies of an organization, and what a VPN endpoint consists of', () => {
    expect(chains.map(({ template }) => template)).toEqual(expect.arrayContaining(['example owner', 'example networking']));
    for (const { parts } of chains) {
      const names = parts.map(([name]) => name);
      expect(parts.map(([, { DependsOn }]) => DependsOn)).toEqual([undefined, ...names.slice(0, -1)]);
    }
  });
});

describe('a creation that failed can be repeated', () => {
  const kept = everyResources.flatMap(([template, resources]) =>
    Object.entries(resources)
      .filter(([, { UpdateReplacePolicy }]) => UpdateReplacePolicy === 'Retain')
      .map(([id, resource]) => [`${template} ${id}`, resource] as const),
  );

  test('nothing says DeletionPolicy: Retain, which keeps named resources of a creation that was rolled back', () => {
    const policies = everyResources.flatMap(([template, resources]) =>
      Object.entries(resources).flatMap(([id, { DeletionPolicy }]) => (DeletionPolicy === 'Retain' ? [`${template} ${id}`] : [])),
    );
    expect(policies).toEqual([]);
    expect(files.filter(isProduct).flatMap((file) => matches(file, /\bDeletionPolicy["']?: *["']?Retain\b/))).toEqual([]);
  });

  test('what outlives its stack is kept when it is replaced, and goes with its own failed creation only', () => {
    expect(kept.length).toBeGreaterThan(20);
    for (const [, resource] of kept) expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
  });
});

test('deletion protection is of a kind that a first creation goes without', () => {
  const isProtection = ([name, value]: [string, unknown]) => /^DeletionProtection/.test(name) && (value === true || value === 'ACTIVE');
  const found = everyResources.flatMap(([template, resources]) =>
    Object.entries(resources)
      .filter(([, { Properties = {} }]) => Object.entries(Properties).some(isProtection))
      .map(([id]) => ({ template, id, isKnown: protectedAtBirth(resources, []).includes(id) })),
  );
  expect(found).toContainEqual({ template: 'example superAdmin', id: 'Cluster', isKnown: true });
  expect(found.filter(({ isKnown }) => !isKnown)).toEqual([]);
});
