/** As much of a template as tables are read from. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}
interface TableProperties {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: Index['KeySchema'];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
}

/** What DynamoDB cannot change of an index. */
export interface IndexShape {
  /** `pk HASH S` */
  readonly keys: readonly string[];
  /** `ALL`, `KEYS_ONLY`, or `INCLUDE shown`. */
  readonly projection: string;
}
/** What DynamoDB cannot change of a table. */
export interface TableShape {
  readonly keys: readonly string[];
  readonly indexes: Readonly<Record<string, IndexShape>>;
  readonly localIndexes: Readonly<Record<string, IndexShape>>;
}
/** By the table's name, the deployment's in it as `{stage}`. */
export type Tables = Readonly<Record<string, TableShape>>;

const TYPE = 'AWS::DynamoDB::Table';
const sorted = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The tables of the templates of a deployment. @throws Error for a table without a name: nothing could be compared */
export const tablesOf = (templates: readonly Resources[], deployment: string): Tables =>
  sorted(
    templates
      .flatMap((resources) => Object.entries(resources))
      .filter(([, { Type }]) => Type === TYPE)
      .map(([id, { Properties }]) => {
        const table = Properties as TableProperties;
        if (!table.TableName) throw new Error(`${id}: a table needs a TableName`);
        return [table.TableName.replace(`-${deployment}-`, '-{stage}-'), shapeOf(table)] as const;
      }),
  );

const shapeOf = (table: TableProperties): TableShape => {
  const types = new Map(table.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  const keysOf = (schema: Index['KeySchema']) =>
    schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType} ${types.get(AttributeName)}`);
  const indexesOf = (indexes: readonly Index[] = []) =>
    sorted(
      indexes.map(({ IndexName, KeySchema, Projection: { ProjectionType = '', NonKeyAttributes = [] } }) => [
        IndexName,
        { keys: keysOf(KeySchema), projection: [ProjectionType, ...[...NonKeyAttributes].sort()].join(' ') },
      ]),
    );
  return {
    keys: keysOf(table.KeySchema),
    indexes: indexesOf(table.GlobalSecondaryIndexes),
    localIndexes: indexesOf(table.LocalSecondaryIndexes),
  };
};
