import { type Broken, brokenBy, constraintsOf, hasType } from './constraints.ts';
import type { Operation, Reference, ServiceModel, Shape } from './model.ts';
import { isRecord, shapeOf } from './values.ts';
import { elementOf, memberOf, type Place, pathTo, shown, type Violation } from './violation.ts';

/** A check on its way through an input. */
interface Pass {
  readonly model: ServiceModel;
  readonly found: Violation[];
  /** Where a REST call has the member that is looked at. */
  location: Reference['location'];
}

/**
 * What an input in the model's form has wrong by the model: members that are missing, and values that break a constraint of their shape,
 * however deep. Members that the model lacks are not looked at: services ignore them.
 */
export const check = (model: ServiceModel, operation: Operation, input: Readonly<Record<string, unknown>>): readonly Violation[] =>
  checkShape(model, operation.input, input);

/** The same for an answer. */
export const checkOutput = (model: ServiceModel, operation: Operation, output: Readonly<Record<string, unknown>>): readonly Violation[] =>
  checkShape(model, operation.output, output);

const checkShape = (
  model: ServiceModel,
  reference: Reference | undefined,
  value: Readonly<Record<string, unknown>>,
): readonly Violation[] => {
  const pass: Pass = { model, found: [], location: undefined };
  if (reference) checkMembers(pass, shapeOf(model, reference), value, undefined);
  return pass.found;
};

const add = (pass: Pass, place: Place, reference: Reference, value: string | undefined, broken: Broken): void => {
  pass.found.push({
    at: pathTo(place),
    ...broken,
    value,
    shape: reference.shape,
    ...(pass.location === undefined ? {} : { location: pass.location }),
  });
};

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

const MISSING: Broken = { kind: 'required', constraint: 'Member must not be null' };

const checkMembers = (pass: Pass, shape: Shape, value: Readonly<Record<string, unknown>>, place: Place | undefined): void => {
  const members = shape.members ?? {};
  for (const name of shape.required ?? []) {
    const reference = members[name];
    // Attributes of XML are not read.
    if (!reference || reference.xmlAttribute || !isAbsent(value[name])) continue;
    if (place === undefined) pass.location = reference.location;
    add(pass, memberOf(place, name), reference, 'null', MISSING);
  }
  for (const [name, inner] of Object.entries(value)) {
    const reference = members[name];
    if (!reference || isAbsent(inner)) continue;
    if (place === undefined) pass.location = reference.location;
    checkValue(pass, reference, inner, memberOf(place, name));
  }
};

const checkValue = (pass: Pass, reference: Reference, value: unknown, place: Place): void => {
  const shape = shapeOf(pass.model, reference);
  if (shape.document || reference.jsonvalue) return;
  const broken = hasType(shape, value) ? brokenBy(shape, value) : [{ kind: 'type' as const, constraint: `Member must be a ${shape.type}` }];
  for (const one of broken) add(pass, place, reference, shape.sensitive ? undefined : shown(value), one);
  if (shape.type === 'structure' && isRecord(value)) checkMembers(pass, shape, value, place);
  if (shape.type === 'list' && shape.member && Array.isArray(value))
    checkAll(pass, { reference, whole: value, place }, shape.member, value);
  if (shape.type === 'map' && isRecord(value)) {
    if (shape.key) checkSimple(pass, { reference, whole: value, place }, shape.key, Object.keys(value), 'Map keys');
    if (shape.value) checkAll(pass, { reference, whole: value, place }, shape.value, value);
  }
};

const AGGREGATES = new Set(['structure', 'list', 'map']);

/** A list or a map. */
interface Holder {
  readonly reference: Reference;
  readonly whole: unknown;
  readonly place: Place;
}

/** The elements of a list or the values of a map: each by itself, but simple ones together. */
const checkAll = (pass: Pass, holder: Holder, element: Reference, values: object): void => {
  const list = Array.isArray(values);
  if (!AGGREGATES.has(shapeOf(pass.model, element).type)) {
    checkSimple(pass, holder, element, Object.values(values), list ? 'Member' : 'Map value');
    return;
  }
  for (const [key, value] of Object.entries(values)) {
    if (!isAbsent(value)) checkValue(pass, element, value, elementOf(holder.place, list ? Number(key) + 1 : key));
  }
};

/** Of simple elements AWS shows the list or map that holds them, and every constraint when one is broken. */
const checkSimple = (
  pass: Pass,
  { reference, whole, place }: Holder,
  element: Reference,
  values: readonly unknown[],
  subject: string,
): void => {
  const shape = shapeOf(pass.model, element);
  for (const value of values) {
    const kind = isAbsent(value) ? undefined : hasType(shape, value) ? brokenBy(shape, value)[0]?.kind : 'type';
    if (kind === undefined) continue;
    const hidden = shape.sensitive || shapeOf(pass.model, reference).sensitive;
    const constraint = `${subject} must satisfy constraint: ${constraintsOf(shape)}`;
    add(pass, place, reference, hidden ? undefined : shown(whole), { kind, constraint });
    return;
  }
};
