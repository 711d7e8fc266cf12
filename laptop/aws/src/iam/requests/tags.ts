import { listOf } from '../../gateway/xml.ts';
import type { Context } from '../policy.ts';
import { type Asked, ask, type Input, member, text } from './asked.ts';

export type Tags = Readonly<Record<string, string>>;

/** `[{ Key, Value }]`, `[{ key, value }]`, `{ name: value }` or XML's single member. */
export const tagsOf = (value: unknown): Tags => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && member(value, 'Key') === undefined) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, text(inner)]));
  }
  return Object.fromEntries(
    listOf(value).map((tag) => [
      text(member(tag, 'Key') ?? member(tag, 'key') ?? member(tag, 'TagKey')),
      text(member(tag, 'Value') ?? member(tag, 'value') ?? member(tag, 'TagValue')),
    ]),
  );
};

/** The condition keys of a request that gives tags; a request without tags has none of them. */
export const tagKeys = (tags: Tags): Context =>
  Object.keys(tags).length === 0
    ? {}
    : {
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        'aws:TagKeys': Object.keys(tags),
      };

/** An action that creates a resource with tags: the creation, and the permission to tag which AWS asks besides it. */
export const created = (
  action: string,
  resource: string | readonly string[],
  tags: Tags,
  tagging: string,
  tagged = resource,
): readonly Asked[] => [
  ...ask(action, resource, tagKeys(tags)),
  ...(Object.keys(tags).length === 0 ? [] : ask(tagging, tagged, tagKeys(tags))),
];

/** EC2's `TagSpecification.N.ResourceType` and `.Tag.M.Key`, by resource type. */
export const tagSpecifications = ({ params }: Input): Readonly<Record<string, Tags>> => {
  const found: Record<string, Record<string, string>> = {};
  for (const [name, type] of Object.entries(params)) {
    const at = /^TagSpecification\.(\d+)\.ResourceType$/.exec(name)?.[1];
    if (at === undefined) continue;
    const tags: Record<string, string> = {};
    for (let n = 1; params[`TagSpecification.${at}.Tag.${n}.Key`] !== undefined; n += 1) {
      tags[text(params[`TagSpecification.${at}.Tag.${n}.Key`])] = text(params[`TagSpecification.${at}.Tag.${n}.Value`]);
    }
    found[text(type)] = { ...found[text(type)], ...tags };
  }
  return found;
};

/** Query protocols' `<prefix>.N.Key` and `.Value`. */
export const flatTags = ({ params }: Input, prefix: string): Tags => {
  const tags: Record<string, string> = {};
  for (let n = 1; params[`${prefix}.${n}.Key`] !== undefined; n += 1) {
    tags[text(params[`${prefix}.${n}.Key`])] = text(params[`${prefix}.${n}.Value`]);
  }
  return tags;
};
