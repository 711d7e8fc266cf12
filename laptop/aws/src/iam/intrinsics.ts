/** A resource as a template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Where a template is deployed, and what its references mean. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** `*` also where the form of a type's ARN is not known here: for templates of others. */
  readonly lenient?: boolean;
}

const property = (resource: TemplateResource | undefined, name: string, place: Place): string => {
  const value = resolved(resource?.Properties?.[name], place);
  // What AWS names itself is known to nobody before: any id of that type.
  return typeof value === 'string' ? value : '*';
};

/** The ARN of a resource by its type's own form; where AWS chooses the id, of any resource of the type. */
const arnOf = (id: string, place: Place): string => {
  const resource = place.resources[id];
  const { region, accountId } = place;
  const regional = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  switch (resource?.Type) {
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${property(resource, 'BucketName', place)}`;
    case 'AWS::KMS::Key':
      return regional('kms', 'key/*');
    case 'AWS::SQS::Queue':
      return regional('sqs', property(resource, 'QueueName', place));
    case 'AWS::DynamoDB::Table':
      return regional('dynamodb', `table/${property(resource, 'TableName', place)}`);
    case 'AWS::Lambda::Function':
      return regional('lambda', `function:${property(resource, 'FunctionName', place)}`);
    case 'AWS::Cognito::UserPool':
      return regional('cognito-idp', 'userpool/*');
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${accountId}:role/${property(resource, 'RoleName', place)}`;
    default:
      if (place.lenient) return '*';
      throw new Error(`no ARN is known here for ${id}, ${resource?.Type ?? 'which the template lacks'}: add its type`);
  }
};

/** Types whose `Ref` is the name that the template gives them. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
};

const referenced = (name: string, place: Place): string => {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': place.region,
    'AWS::AccountId': place.accountId,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const resource = place.resources[name];
  const named = NAMED[resource?.Type ?? ''];
  if (named !== undefined) return property(resource, named, place);
  return pseudo[name] ?? place.parameters[name] ?? '*';
};

const substituted = (text: string, place: Place): string =>
  text.replace(/\$\{([^}]+)\}/g, (_match, name: string) =>
    name.endsWith('.Arn') ? arnOf(name.slice(0, -4), place) : referenced(name, place),
  );

/** A template's value with its intrinsic functions put in; references to what AWS names itself become `*`. */
export const resolved = (value: unknown, place: Place): unknown => {
  if (Array.isArray(value)) return value.map((one) => resolved(one, place));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name === 'Ref') return referenced(String(argument), place);
  if (entries.length === 1 && name === 'Fn::Sub') return substituted(String(argument), place);
  if (entries.length === 1 && name === 'Fn::Join') {
    const [between = '', parts = []] = argument as readonly [string, readonly unknown[]];
    return parts.map((part) => resolved(part, place)).join(between);
  }
  if (entries.length === 1 && name === 'Fn::GetAtt') {
    const [id = '', attribute = ''] = argument as readonly string[];
    return attribute === 'Arn' ? arnOf(id, place) : '*';
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolved(inner, place)]));
};
