import { ActionFailure } from './types.ts';

/** Values by namespace, then by key: `variables`, `codepipeline`, and what actions with a namespace have put out. */
export type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const REFERENCE = /#\{([^}.]*)\.?([^}]*)\}/g;

/** The namespaces that a text refers to, with the whole reference. */
export const references = (text: string): { readonly reference: string; readonly namespace: string }[] =>
  [...text.matchAll(REFERENCE)].map((match) => ({ reference: match[0], namespace: match[1] ?? '' }));

/**
 * Replaces every `#{namespace.key}`; throws ActionFailure for one that has no value.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export const resolveConfiguration = (configuration: Readonly<Record<string, string>>, variables: Variables): Record<string, string> => {
  const resolve = (text: string): string =>
    text.replace(REFERENCE, (reference, namespace: string, key: string) => {
      const value = variables[namespace]?.[key];
      if (value === undefined)
        throw new ActionFailure('ConfigurationError', `The action configuration references ${reference}, which has no value`);
      return value;
    });
  return Object.fromEntries(Object.entries(configuration).map(([name, value]) => [name, resolve(value)]));
};

/** Values put into a JSON text are escaped: they end up inside its strings. */
export const escapeForJson = (variables: Variables): Variables =>
  Object.fromEntries(
    Object.entries(variables).map(([namespace, values]) => [
      namespace,
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value).slice(1, -1)])),
    ]),
  );
