interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

/** Properties by which AWS refuses to delete a resource, and their value without it. */
const UNPROTECTED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'AWS::Cognito::UserPool': { DeletionProtection: 'INACTIVE' },
  'AWS::DynamoDB::Table': { DeletionProtectionEnabled: false },
  'AWS::RDS::DBCluster': { DeletionProtection: false },
  'AWS::RDS::DBInstance': { DeletionProtection: false },
};

const isProtected = ({ Type, Properties = {} }: Resource): boolean =>
  Object.entries(UNPROTECTED[Type] ?? {}).some(([name, value]) => name in Properties && Properties[name] !== value);

/** Logical ids of the resources that are new and protected. */
export const protectedAtBirth = (resources: Resources, existing: readonly string[]): readonly string[] =>
  Object.entries(resources).flatMap(([id, resource]) => (isProtected(resource) && !existing.includes(id) ? [id] : []));

/**
 * The resources with their deletion protection, but for the named ones. A resource that is protected before everything else of its
 * creation has succeeded cannot be rolled back: RDS and Cognito then refuse to delete it, and its stack ends in ROLLBACK_FAILED.
 */
export const unprotected = <R extends Resource>(
  resources: Readonly<Record<string, R>>,
  ids: readonly string[],
): Readonly<Record<string, R>> =>
  Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id,
      ids.includes(id) ? { ...resource, Properties: { ...resource.Properties, ...UNPROTECTED[resource.Type] } } : resource,
    ]),
  );
