interface Sends {
  readonly send: (command: never) => Promise<unknown>;
}
type Command = abstract new (input: never) => object;

/** A client to which one command is answered by somebody else, who may ask AWS. Everything else is AWS's own. */
const answering = <Client extends Sends>(
  client: Client,
  command: Command,
  answer: (ask: () => Promise<unknown>, input: unknown) => Promise<unknown>,
): Client => {
  const send = (sent: object): Promise<unknown> => {
    const ask = () => client.send(sent as never);
    return sent instanceof command ? answer(ask, (sent as { readonly input?: unknown }).input) : ask();
  };
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};

/**
 * A client to which the answers to one command look otherwise, as they do a moment earlier: what lasts a tenth of a second on the laptop's
 * instant clock is over before a busy machine looks. Everything else is AWS's own.
 * @param change of what the command answered
 */
export const seenAs = <Client extends Sends, Out extends object>(client: Client, command: Command, change: (out: Out) => Out): Client =>
  answering(client, command, async (ask) => change((await ask()) as Out));

/**
 * A client to which AWS refuses one command with a code, as it does where a quota is used up. Everything else is AWS's own.
 * @param isRefused of the command's input; every one when absent
 * @param message where more than the code says why
 */
export const refusing = <Client extends Sends>(
  client: Client,
  command: Command,
  code: string,
  isRefused: (input: unknown) => boolean = () => true,
  message = `refused: ${code}`,
): Client =>
  answering(client, command, (ask, input) =>
    isRefused(input) ? Promise.reject(Object.assign(new Error(message), { name: code })) : ask(),
  );
