import type { Reference, ServiceModel } from './model.ts';
import { bodyMembers, isRecord, shapeOf } from './values.ts';

/**
 * A JSON or CBOR value in the model's form: members by their names in the model, blobs as bytes. What has another type than the model's
 * stays as it is, and is found by the check.
 */
export const readJson = (model: ServiceModel, reference: Reference, value: unknown): unknown => {
  const shape = shapeOf(model, reference);
  if (value === undefined || value === null || shape.document || reference.jsonvalue) return value;
  if (shape.type === 'structure' && isRecord(value)) {
    // By what is there: of an attribute value's ten members one is.
    const members = bodyMembers(shape);
    const read: Record<string, unknown> = {};
    for (const [wireName, inner] of Object.entries(value)) {
      const found = members.get(wireName);
      if (found && inner !== null && inner !== undefined) read[found[0]] = readJson(model, found[1], inner);
    }
    return read;
  }
  if (shape.type === 'list' && shape.member && Array.isArray(value)) {
    const { member } = shape;
    return value.map((one: unknown) => readJson(model, member, one));
  }
  if (shape.type === 'map' && shape.value && isRecord(value)) {
    const { value: inner } = shape;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readJson(model, inner, one)]));
  }
  if (shape.type === 'blob')
    return typeof value === 'string' ? Buffer.from(value, 'base64') : ArrayBuffer.isView(value) ? bytes(value) : value;
  return value;
};

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer => Buffer.from(buffer, byteOffset, byteLength);
