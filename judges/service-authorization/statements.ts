import type { Document } from '../templates/document.ts';

/** What a policy is attached to: it decides what a statement may name. */
type PolicyKind = 'identity' | 'trust' | 'resource' | 'scp';
export interface FoundStatement {
  /** Logical id and place: `EdgeRole Policies/0/PolicyDocument/Statement/3`. */
  readonly where: string;
  /** The resource that the policy belongs to; all its statements count together. */
  readonly owner: string;
  readonly kind: PolicyKind;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Resources as patterns: what a template decides only when it is deployed is `*`. Empty in trust policies. */
  readonly resources: readonly string[];
  /** Operator and key of each condition. */
  readonly conditions: readonly (readonly [operator: string, key: string])[];
  /** As the template has it. */
  readonly condition: object;
}
interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, object>>;
}

/** ARNs by resource type, for `Fn::GetAtt`. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'arn:aws:s3:::*',
  'AWS::SQS::Queue': 'arn:aws:sqs:*:*:*',
  'AWS::SNS::Topic': 'arn:aws:sns:*:*:*',
  'AWS::KMS::Key': 'arn:aws:kms:*:*:key/*',
  'AWS::Events::EventBus': 'arn:aws:events:*:*:event-bus/*',
  'AWS::DynamoDB::Table': 'arn:aws:dynamodb:*:*:table/*',
  'AWS::Cognito::UserPool': 'arn:aws:cognito-idp:*:*:userpool/*',
};

const kindOf = (type: string, path: string): PolicyKind => {
  if (path.includes('AssumeRolePolicyDocument')) return 'trust';
  if (/^AWS::IAM::|^AWS::SSO::/.test(type)) return 'identity';
  return type === 'AWS::Organizations::Policy' ? 'scp' : 'resource';
};
const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const isStatement = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && 'Effect' in value && ('Action' in value || 'NotAction' in value);

/** Every statement of every policy in a template. @throws Error on a resource that the template does not name */
export const statementsOf = ({ Resources }: Document): readonly FoundStatement[] => {
  const arnOf = (id: string): string => {
    const type = Resources[id]?.Type ?? '';
    const arn = ARNS[type];
    if (!arn) throw new Error(`${id}: ${type} has no ARN in judges/service-authorization/statements.ts`);
    return arn;
  };
  /** A string with what is known when the template is written; the rest as `*`. */
  const pattern = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const { 'Fn::GetAtt': attribute, 'Fn::Sub': text, 'Fn::Join': join } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (Array.isArray(attribute) && attribute[1] === 'Arn') return arnOf(String(attribute[0]));
    if (typeof text === 'string') {
      return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => (name.endsWith('.Arn') ? arnOf(name.slice(0, -'.Arn'.length)) : '*'));
    }
    if (Array.isArray(join)) return list(join[1]).map(pattern).join(String(join[0]));
    return '*';
  };
  const found: FoundStatement[] = [];
  const look = (owner: string, type: string, value: unknown, path: string): void => {
    if (typeof value === 'string' && value.startsWith('{') && value.includes('"Statement"')) look(owner, type, JSON.parse(value), path);
    if (typeof value !== 'object' || value === null) return;
    if (isStatement(value)) {
      found.push({
        where: `${owner} ${path}`,
        owner,
        kind: kindOf(type, path),
        effect: value.Effect,
        actions: list(value.Action ?? value.NotAction).map(String),
        resources: list(value.Resource ?? value.NotResource).map(pattern),
        condition: value.Condition ?? {},
        conditions: Object.entries(value.Condition ?? {}).flatMap(([operator, keys]) =>
          Object.keys(keys).map((key) => [operator, key] as const),
        ),
      });
      return;
    }
    for (const [key, item] of Object.entries(value)) look(owner, type, item, path === '' ? key : `${path}/${key}`);
  };
  for (const [id, { Type, Properties }] of Object.entries(Resources)) look(id, Type, Properties, '');
  return found;
};
