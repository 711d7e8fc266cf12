import { type Tag, TENANT_TAG } from '../domain/names.ts';

interface Upper {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}
interface Lower {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}
/** Tags as AWS spells them: `Key` and `Value` (EC2, S3, ACM …), `key` and `value` (CodeBuild, CodePipeline), or a map (API Gateway, Cognito). */
export type Tags = readonly Upper[] | readonly Lower[] | Readonly<Record<string, string>>;

const isList = (tags: Tags): tags is readonly Upper[] | readonly Lower[] => Array.isArray(tags);

/** Whether tags say that something is the tenant's. */
export const hasTag = ({ tenantId }: { readonly tenantId: string }, tags: Tags | undefined): boolean => {
  if (tags === undefined) return false;
  if (!isList(tags)) return tags[TENANT_TAG] === tenantId;
  return tags.some((tag: Upper & Lower) => (tag.Key ?? tag.key) === TENANT_TAG && (tag.Value ?? tag.value) === tenantId);
};

/** Tags as CodeBuild and CodePipeline take them. */
export const lowerCase = (tags: readonly Tag[]): { readonly key: string; readonly value: string }[] =>
  tags.map(({ Key: key, Value: value }) => ({ key, value }));
/** Tags as API Gateway and Cognito take them. */
export const asMap = (tags: readonly Tag[]): Record<string, string> => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
