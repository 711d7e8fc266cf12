/**
 * Id of the X-Ray trace that this invocation belongs to; undefined when there is none, or when X-Ray keeps none of it.
 * @param header as Lambda gives it in `_X_AMZN_TRACE_ID`: `Root=1-…;Parent=…;Sampled=1` (X-Ray developer guide, "Tracing header")
 */
export const traceId = (header = process.env._X_AMZN_TRACE_ID ?? ''): string | undefined => {
  const fields = header.split(';');
  if (!fields.includes('Sampled=1')) return undefined;
  return fields.map((field) => /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})$/.exec(field)?.[1]).find((root) => root !== undefined);
};
