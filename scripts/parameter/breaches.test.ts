import { describe, expect, test } from '@jest/globals';
import { breaches, parameterSchema } from './breaches.ts';

type Schema = Record<string, never> & { properties: Record<string, Schema>; required: string[] };
/** The schema after a change of one of its objects, by path. */
const changed = (path: readonly string[], change: (schema: Schema) => void) => {
  const schema = structuredClone(parameterSchema()) as Schema;
  const at = path.reduce<Schema>((inner, name) => inner.properties[name] ?? inner, schema);
  change(at);
  return breaches(parameterSchema(), schema);
};
const text = { type: 'string' } as unknown as Schema;

describe('functions that run, while a newer landing zone is deployed', () => {
  test('read it when nothing changed, and when fields were added that are optional', () => {
    expect(breaches(parameterSchema(), parameterSchema())).toEqual([]);
    expect(changed(['config', 'organization'], ({ properties }) => Object.assign(properties, { colour: text }))).toEqual([]);
  });

  test('read it when what the landing zone creates has new fields: it is deployed first', () => {
    const added = changed(['production'], ({ properties, required }) => {
      properties.zoneArn = text;
      required.push('zoneArn');
    });
    expect(added).toEqual([]);
  });

  test('rely on every field that they know', () => {
    const gone = changed(['config', 'network'], ({ properties }) => Reflect.deleteProperty(properties, 'zoneIds'));
    expect(gone).toEqual([
      expect.stringMatching(/^breaking: landing zone parameter config\.network\.zoneIds: the field is gone or renamed/),
    ]);
    const other = changed(['database'], ({ properties }) => Object.assign(properties, { port: text }));
    expect(other).toEqual([expect.stringMatching(/database\.port: the type changed \("integer" -> "string"\)/)]);
  });

  test('and people whose configuration lacks a new field are not refused', () => {
    const demanded = changed(['config'], ({ properties, required }) => {
      properties.colour = text;
      required.push('colour');
    });
    expect(demanded).toEqual([expect.stringContaining('config.colour: the field needs a default, or must be optional')]);
  });
});
