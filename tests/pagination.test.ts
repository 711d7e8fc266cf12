import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { files, isProduct, read, root } from './repository.ts';

/** A shape of the SDK's own model: `[kind, namespace, name, traits, …]`; a structure's (kind 3) next two are its members' names and shapes. */
type Shape = readonly unknown[];
const shapeOf = (reference: unknown): Shape => {
  const shape: unknown = typeof reference === 'function' ? (reference as () => unknown)() : reference;
  return Array.isArray(shape) ? shape : [];
};
const STRUCTURE = 3;
const membersOf = (reference: unknown): readonly (readonly [string, unknown])[] => {
  const [kind, , , , names = [], shapes = []] = shapeOf(reference) as [number, ...unknown[]];
  return kind === STRUCTURE ? (names as string[]).map((name, i) => [name, (shapes as unknown[])[i]]) : [];
};

/** What AWS calls the place in a list at which the next page begins. A client token, or one that locks, is none. */
const isToken = (name: string): boolean =>
  /^(next|page|continuation|nextContinuation|nextPage|nextForward)?(token|marker)$|Marker$/i.test(name);

/** Members of an operation's answer that say where the next page begins; none where it answers everything at once. */
const tokensOf = (sdk: Record<string, unknown>, operation: string): readonly string[] => {
  const Command = sdk[`${operation}Command`] as new (input: object) => { readonly schema?: Shape };
  const [, , , , input, output] = new Command({}).schema ?? [];
  if (!membersOf(input).some(([name]) => isToken(name))) return [];
  // CloudFront wraps its lists: `DistributionList.NextMarker`.
  const answers = membersOf(output).flatMap(([name, inner]) => [name, ...membersOf(inner).map(([deeper]) => deeper)]);
  return answers.filter(isToken);
};

/** Something named exactly, of which there is one, or just one element wanted. */
const ASKS_FOR_ONE = /\bStackName\b|\b\w+Ids: \[|\b(Max\w*|PageSize|Limit|limit|maxResults): '?1'?\b/;

/** Calls that look at the first page by intent. */
const FIRST_PAGE: Readonly<Record<string, string>> = {
  'landing-zone/src/before/by-hand.ts GetCostAndUsage': 'asks whether Cost Explorer answers at all',
  'landing-zone/src/billing.ts GetCostAndUsage': 'asks whether Cost Explorer answers at all',
  'landing-zone/src/plan/plan-stack.ts DescribeChangeSet': 'waits for its state; its changes are read in pages afterwards',
  'services/notifications/src/mail.ts ListSubscriptionsByTopic': 'one topic per address: SNS keeps one subscription of it',
  'services/admin/src/api/checks/handlers.ts ListPipelineExecutions': 'asks only whether the role may',
  'services/admin/src/api/releases/handlers.ts ListPipelineExecutions': 'shows the newest; they come first',
  'services/pipeline/src/steps/released.ts ListActionExecutions': 'newest first, a hundred: a release has a dozen',
  'services/pipeline/src/build-log.ts GetLogEvents': 'shows the last lines',
  'services/pipeline/src/stop-delivery.ts ListBuildsForProject': 'newest first, a hundred: what is older has ended',
  'shared/src/aws/empty-bucket.ts ListObjectVersions': 'deletes what it lists until nothing is left',
};

/** `file Operation` of every list of which this source looks at the first page alone. */
const firstPages = (file: string, text: string, require: NodeJS.Require): readonly string[] => {
  const packages = [...text.matchAll(/import \{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)'/g)];
  return [...text.matchAll(/new (\w+)Command\(/g)].flatMap(({ 1: operation = '', index }) => {
    const name = packages.find(([, names = '']) => names.split(',').some((one) => one.trim() === `${operation}Command`))?.[2];
    const tokens = name === undefined ? [] : tokensOf(require(name) as Record<string, unknown>, operation);
    if (tokens.length === 0 || ASKS_FOR_ONE.test(text.slice(index, text.indexOf(')', index)))) return [];
    // A loop by hand reads where the next page begins.
    return tokens.some((token) => new RegExp(`\\b${token}\\b`).test(text)) ? [] : [`${file} ${operation}`];
  });
};

test('every list that AWS answers in pages is read to its end, or has its reason', () => {
  const found = files
    .filter((file) => isProduct(file) && /\.tsx?$/.test(file))
    .flatMap((file) => firstPages(file, read(file), createRequire(path.join(root, file))));
  expect([...new Set(found)].sort()).toEqual(Object.keys(FIRST_PAGE).sort());
});

test('the check sees a first page, and neither a whole list nor one element', () => {
  const require = createRequire(path.join(root, 'services/account/src/scope.ts'));
  const of = (code: string) =>
    firstPages('a.ts', `import { ListParentsCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';\n${code}`, require);
  expect(of('new ListParentsCommand({ ChildId })')).toEqual(['a.ts ListParents']);
  expect(of('new ListParentsCommand({ ChildId, NextToken })')).toEqual([]);
  expect(of('new ListParentsCommand({ ChildId, MaxResults: 1 })')).toEqual([]);
  expect(of('new MoveAccountCommand({ AccountId })')).toEqual([]);
});
