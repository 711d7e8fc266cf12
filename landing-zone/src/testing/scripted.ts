/** What a scripted AWS answers to a call: an answer, or an error to throw. */
export type Script = (operation: string, input: object) => object;

export const awsError = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/**
 * A client of the SDK whose calls a script answers; its paginators take no other.
 * @returns the client, and the names of the operations that were called, in order
 */
export const scripted = <C extends { send: unknown }>(
  client: C,
  script: Script,
): { readonly client: C; readonly calls: readonly string[] } => {
  const calls: string[] = [];
  const send = async (command: { readonly input: object }): Promise<object> => {
    const operation = command.constructor.name.replace(/Command$/, '');
    calls.push(operation);
    const answer = script(operation, command.input);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: Object.assign(client, { send }), calls };
};
