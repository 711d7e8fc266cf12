import { listOf } from '../xml.ts';
import type { Reference, ServiceModel, Shape } from './model.ts';
import { fromText, isRecord, membersOf, shapeOf } from './values.ts';

/** A list's elements: repeated beside the structure's members when it is flattened, else within an element of its own. */
const elementsOf = (shape: Shape, flattened: boolean, element: unknown): readonly unknown[] =>
  flattened ? listOf(element) : listOf(isRecord(element) ? element[shape.member?.locationName ?? 'member'] : undefined);

/** An element of a parsed XML document (every leaf is text, attributes are left out) in the model's form. */
export const readXml = (model: ServiceModel, reference: Reference, element: unknown): unknown => {
  const shape = shapeOf(model, reference);
  const flattened = (reference.flattened ?? shape.flattened) === true;
  switch (shape.type) {
    case 'structure':
      return membersOf(shape, (name, member) => {
        if (member.location !== undefined || member.xmlAttribute || !isRecord(element)) return undefined;
        const inner = element[member.locationName ?? name];
        return inner === undefined ? undefined : readXml(model, member, inner);
      });
    case 'list': {
      const { member } = shape;
      return member && elementsOf(shape, flattened, element).map((one) => readXml(model, member, one));
    }
    case 'map': {
      const { key, value } = shape;
      const entries = listOf(flattened || !isRecord(element) ? element : element.entry);
      return (
        value &&
        Object.fromEntries(
          entries
            .filter(isRecord)
            .map((entry) => [String(entry[key?.locationName ?? 'key']), readXml(model, value, entry[value.locationName ?? 'value'])]),
        )
      );
    }
    default:
      return typeof element === 'string' ? fromText(shape, element) : element;
  }
};
