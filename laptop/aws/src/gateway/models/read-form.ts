import type { Reference, ServiceModel, Shape } from './model.ts';
import { capitalized, fromText, membersOf, shapeOf } from './values.ts';

/** Form fields by the dots in their names: `Filter.1.Name=a` is the text `a` at Filter, 1, Name. */
interface Field {
  text?: string;
  readonly inner: Map<string, Field>;
}

const fieldsOf = (form: URLSearchParams): Field => {
  const root: Field = { inner: new Map() };
  for (const [name, text] of form) {
    let field = root;
    for (const part of name.split('.')) {
      const next = field.inner.get(part) ?? { inner: new Map() };
      field.inner.set(part, next);
      field = next;
    }
    field.text = text;
  }
  return root;
};

/** EC2's names: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html, "Query key resolution". */
const ec2Name = (name: string, { queryName, locationName = name }: Reference): string => queryName ?? capitalized(locationName);

const INDEX = /^\d+$/;
const elementsOf = (field: Field): Field[] =>
  [...field.inner]
    .filter(([name]) => INDEX.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, element]) => element);

/** Elements stand under `member`, or under the name that the model gives them (RDS); in EC2 and in flattened lists under the list itself. */
const listOf = (field: Field): Field[] => {
  const elements = elementsOf(field);
  return elements.length > 0 ? elements : [...field.inner.values()].flatMap(elementsOf);
};

const mapOf = (field: Field, shape: Shape): (readonly [string, Field])[] => {
  const entries = elementsOf(field.inner.get('entry') ?? field);
  const { locationName: key = 'key' } = shape.key ?? {};
  const { locationName: value = 'value' } = shape.value ?? {};
  return entries.map((entry) => [entry.inner.get(key)?.text ?? '', entry.inner.get(value) ?? { text: '', inner: new Map() }]);
};

/** The input of a query or EC2 query call in the model's form. `Action` and `Version` are no members. */
export const readForm = (model: ServiceModel, input: Reference, form: URLSearchParams): Record<string, unknown> => {
  const ec2 = model.metadata.protocol === 'ec2';
  const structure = (shape: Shape, field: Field): Record<string, unknown> =>
    membersOf(shape, (name, member) => {
      const inner = field.inner.get(ec2 ? ec2Name(name, member) : wireName(name, member));
      return inner && read(member, inner);
    });
  /** A flattened list has the name of its elements. */
  const wireName = (name: string, member: Reference): string => {
    const shape = shapeOf(model, member);
    const flat = shape.type === 'list' && (shape.flattened || member.flattened);
    return (flat ? shape.member?.locationName : undefined) ?? member.locationName ?? name;
  };
  const read = (reference: Reference, field: Field): unknown => {
    const shape = shapeOf(model, reference);
    switch (shape.type) {
      case 'structure':
        return structure(shape, field);
      case 'list': {
        const { member } = shape;
        return member && listOf(field).map((element) => read(member, element));
      }
      case 'map': {
        const { value } = shape;
        return value && Object.fromEntries(mapOf(field, shape).map(([key, inner]) => [key, read(value, inner)]));
      }
      default:
        return field.text === undefined ? undefined : fromText(shape, field.text);
    }
  };
  return structure(shapeOf(model, input), fieldsOf(form));
};
