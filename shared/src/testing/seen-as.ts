interface Sends {
  readonly send: (command: never) => Promise<unknown>;
}

/**
 * A client to which the answers to one command look otherwise, as they do a moment earlier: what lasts a tenth of a second on the laptop's
 * instant clock is over before a busy machine looks. Everything else is AWS's own.
 * @param change of what the command answered
 */
export const seenAs = <Client extends Sends, Out extends object>(
  client: Client,
  command: abstract new (input: never) => object,
  change: (out: Out) => Out,
): Client => {
  const send = async (sent: object): Promise<unknown> => {
    const out = await client.send(sent as never);
    return sent instanceof command ? change(out as Out) : out;
  };
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};
