type Json = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The detail of the event in a dead letter's body, to be repaired; empty when there is none. */
export const detailOf = (body: unknown): Json => {
  if (!isObject(body)) return {};
  return isObject(body.detail) ? body.detail : isObject(body.event) ? detailOf(body.event) : {};
};

/** The detail that was typed; undefined when it is no JSON object. */
export const parsedDetail = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
