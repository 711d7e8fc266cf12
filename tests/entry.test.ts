import { describe, expect, test } from '@jest/globals';
import { brokenBy } from '@laptop/aws/gateway/models/constraints';
import { loadModel } from '@laptop/aws/gateway/models/load';
import * as entry from '@tenantry/events-schema/entry';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { configProblems } from '@tenantry/shared/deployment/config-rules';
import { MAX_DEPLOYMENT_NAME, requireDeploymentName } from '@tenantry/shared/deployment/deployment-name';

/** What AWS's own model of a field finds wrong with a value. */
const brokenAt = (service: string, shape: string, value: string) => {
  const found = loadModel(service)?.shapes[shape];
  if (!found) throw new Error(`${service} has no shape ${shape}`);
  return brokenBy(found, value);
};

/** The characters of most languages one by one, half ones too; of the others every seventeenth. */
const CHARACTERS = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint)
  .filter((codePoint) => codePoint < 0x3000 || codePoint % 17 === 0)
  .map((codePoint) => String.fromCodePoint(codePoint));
const LETTERS = CHARACTERS.slice(0, 0x300);
const config = configOf('example');
const isRight = (changes: Partial<Config>): boolean => configProblems({ ...config, ...changes }).length === 0;
const assigned = (group: string, permissionSet: string): boolean =>
  isRight({ identityCenter: { ...config.identityCenter, assignments: [{ group, permissionSet }] } });
const isStage = (name: string): boolean => {
  try {
    requireDeploymentName(name);
    return true;
  } catch {
    return false;
  }
};

interface Door {
  readonly what: string;
  readonly isTaken: (value: string) => boolean;
  /** Where the value ends up, and what is made of it there. */
  readonly service: string;
  readonly shape: string;
  readonly made?: (value: string) => string;
  /** Around the character that is tried. */
  readonly around: readonly [string, string];
  readonly characters?: readonly string[];
  /** The shortest and the longest value that is taken. */
  readonly extremes: readonly string[];
}
const pattern = (before: string): string => `${before}{tenantId}@example.com`;
const DOORS: readonly Door[] = [
  {
    what: 'the name of a tenant, in the subject of an invitation',
    isTaken: (value) => entry.name.safeParse(value).success,
    service: 'cognito-idp',
    shape: 'EmailVerificationSubjectType',
    made: (value) => `Your account at ${value}`,
    around: ['ab', 'cd'],
    extremes: ['a', 'x'.repeat(100)],
  },
  {
    what: 'the name of a tenant, in the text of an invitation',
    isTaken: (value) => entry.name.safeParse(value).success,
    service: 'cognito-idp',
    shape: 'EmailInviteMessageType',
    made: (value) => `Welcome to ${value}. Sign in as {username} with the temporary password {####}`,
    around: ['ab', 'cd'],
    extremes: ['a', 'x'.repeat(100)],
  },
  {
    what: 'the e-mail address of the first user',
    isTaken: (value) => entry.email.safeParse(value).success,
    service: 'cognito-idp',
    shape: 'UsernameType',
    around: ['ab', 'cd@example.com'],
    characters: LETTERS,
    extremes: ['a@b.co', `${'a'.repeat(64)}@${'b'.repeat(58)}.exam`],
  },
  {
    what: 'the label of a tenant, in the domain of a certificate',
    isTaken: (value) => entry.slug.safeParse(value).success,
    service: 'acm',
    shape: 'DomainNameString',
    made: (value) => `${value}.app.example.com`,
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['abc', 'x'.repeat(40)],
  },
  {
    what: "the address of a tenant's account",
    isTaken: (value) => isRight({ organization: { ...config.organization, emailPattern: pattern(value) } }),
    service: 'organizations',
    shape: 'Email',
    made: (value) => pattern(value).replace('{tenantId}', '0'.repeat(26)),
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['', 'a'.repeat(26)],
  },
  {
    what: 'a permission set',
    isTaken: (value) => assigned('operators', value),
    service: 'sso-admin',
    shape: 'PermissionSetName',
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['a', 'x'.repeat(32)],
  },
  {
    what: 'a group',
    isTaken: (value) => assigned(value, 'TenantOperator'),
    service: 'identitystore',
    shape: 'GroupDisplayName',
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['a', 'x'.repeat(1024)],
  },
  {
    what: "a stage, in the name of the bus's archive",
    isTaken: isStage,
    service: 'events',
    shape: 'ArchiveName',
    made: (value) => `tenantry-${value}`,
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['a', 'x'.repeat(MAX_DEPLOYMENT_NAME)],
  },
  {
    what: 'a stage, in the name of a function',
    isTaken: isStage,
    service: 'iam',
    shape: 'roleNameType',
    made: (value) => `tenantry-${value}-pipeline-function`,
    around: ['ab', 'cd'],
    characters: LETTERS,
    extremes: ['a', 'x'.repeat(MAX_DEPLOYMENT_NAME)],
  },
];

describe("what is taken at the door is taken by AWS's own model of where it ends up", () => {
  test.each(DOORS.map((door) => [door.what, door] as const))('%s', (_what, door) => {
    const { isTaken, service, shape, made = (value: string) => value, around, characters = CHARACTERS, extremes } = door;
    const values = [...extremes, ...characters.map((character) => around.join(character))];
    const taken = values.filter(isTaken);
    expect(taken).toEqual(expect.arrayContaining([...extremes, around.join('x')]));
    expect(taken.filter((value) => brokenAt(service, shape, made(value)).length > 0)).toEqual([]);
  });

  test('the amount of a budget', () => {
    const amounts = [0.01, 1, 200, 99_999.99, 1e9, 1e21, 1e-7];
    const taken = amounts.filter((monthlyUsd) => isRight({ budget: { ...config.budget, monthlyUsd } }));
    expect(taken).toEqual([0.01, 1, 200, 99_999.99, 1e9]);
    expect(taken.filter((amount) => brokenAt('budgets', 'NumericValue', String(amount)).length > 0)).toEqual([]);
  });
});
