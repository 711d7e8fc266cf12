import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { policy, type Statement } from '@tenantry/shared/infra/policy';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  /** Never `Retain`, which keeps what a failed creation made: the next one would end in "already exists" (User Guide, "DeletionPolicy"). */
  readonly DeletionPolicy?: 'RetainExceptOnCreate' | 'Snapshot' | 'Delete';
  readonly UpdateReplacePolicy?: 'Retain' | 'Snapshot' | 'Delete';
}
export type Resources = Readonly<Record<string, Resource>>;

/** Whether a resource outlives its stack. */
export const isKept = (resource: Pick<Resource, 'DeletionPolicy'> | undefined): boolean =>
  resource?.DeletionPolicy?.startsWith('Retain') ?? false;

/** The resources, each made after the one before and deleted before it: for what AWS changes one thing at a time of. */
export const oneAfterAnother = (resources: readonly (readonly [logicalId: string, resource: Resource])[]): Resources =>
  Object.fromEntries(
    resources.map(([id, resource], i) => {
      const before = resources[i - 1]?.[0];
      return [id, before === undefined ? resource : { ...resource, DependsOn: before }];
    }),
  );

/** A CloudFormation template. Values that a person or another account decides are written into it: no parameters to pass along. */
export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Resources: Resources;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export const ref = (logicalId: string) => ({ Ref: logicalId });
export const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
/** Outputs are strings: a list travels as one, separated by commas. */
export const joined = (values: readonly unknown[]) => ({ 'Fn::Join': [',', values] });

/** Tags of everything in the landing zone. */
export const tags = (deployment: string, name?: string) => [
  ...(name ? [{ Key: 'Name', Value: name }] : []),
  { Key: DEPLOYMENT_TAG, Value: deployment },
];

/** A role with one inline policy. */
export const role = (deployment: string, name: string, trusted: object, statements: readonly Statement[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: trusted,
    Policies: [{ PolicyName: 'policy', PolicyDocument: policy(statements) }],
    Tags: tags(deployment),
  },
});

/**
 * Lets an AWS service assume a role, for resources of that account only (IAM User Guide, "The confused deputy problem"). The key counts
 * where the service sends it: CodePipeline's guide does not say that it does. What keeps other accounts out in either case is that a role
 * is passed to a service within its own account only, by who may `iam:PassRole` (IAM User Guide, "Grant a user permissions to pass a role
 * to an AWS service").
 */
export const serviceTrust = (service: string, accountId: string | { readonly 'Fn::Sub': string }) =>
  policy([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': accountId } },
    },
  ]);

/**
 * Statements for the policy of a key: its account decides by IAM policies, as AWS's default key policy does.
 * In a key policy the resource `*` means this key (KMS developer guide, "Key policies").
 */
export const keyOwner = (accountId: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: 'kms:*',
  Resource: '*',
});
