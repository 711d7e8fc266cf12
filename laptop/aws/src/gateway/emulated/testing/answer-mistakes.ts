import { checkOutput } from '../../models/check.ts';
import type { Reference, ServiceModel } from '../../models/model.ts';
import { readJson } from '../../models/read-json.ts';
import { modelsOf } from '../../models/services.ts';
import { bodyMembers, isRecord, shapeOf } from '../../models/values.ts';

/** Members that AWS's answer does not have. */
const unknownMembers = (model: ServiceModel, reference: Reference, value: unknown, at: string): readonly string[] => {
  const shape = shapeOf(model, reference);
  if (shape.document || value === undefined || value === null) return [];
  if (shape.type === 'list' && shape.member && Array.isArray(value)) {
    const { member } = shape;
    return value.flatMap((one, index) => unknownMembers(model, member, one, `${at}.${index}`));
  }
  if (!isRecord(value)) return [];
  if (shape.type === 'map' && shape.value) {
    const { value: inner } = shape;
    return Object.entries(value).flatMap(([key, one]) => unknownMembers(model, inner, one, `${at}.${key}`));
  }
  if (shape.type !== 'structure') return [];
  const members = bodyMembers(shape);
  return Object.entries(value).flatMap(([name, one]) => {
    const found = members.get(name);
    return found ? unknownMembers(model, found[1], one, `${at}.${name}`) : one === undefined ? [] : [`${at}.${name} is no member`];
  });
};

/** What an answer of the gateway's own services has that AWS's has not, by the API model, or lacks, or has in another form. */
export const answerMistakes = (service: string, name: string, answer: object): readonly string[] => {
  const model = modelsOf(service).find(({ operations }) => name in operations);
  const operation = model?.operations[name];
  if (!model || !operation) return [`AWS has no ${service} ${name}`];
  if (!operation.output) return Object.keys(answer).map((member) => `${member} is no member`);
  const output = readJson(model, operation.output, answer);
  // Services answer empty lists where their models want one element: BatchGetBuilds' buildsNotFound.
  const broken = checkOutput(model, operation, isRecord(output) ? output : {}).filter(({ kind }) => kind !== 'minLength');
  return [...unknownMembers(model, operation.output, answer, name), ...broken.map(({ at, constraint }) => `${at}: ${constraint}`)];
};
