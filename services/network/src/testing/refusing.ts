import type { EC2Client } from '@aws-sdk/client-ec2';

/** A client to which AWS refuses one command with a code, as it does where a quota is used up. Everything else is AWS's own. */
export const refusing = (client: EC2Client, command: abstract new (input: never) => object, code: string): EC2Client => {
  const send = (sent: object): Promise<unknown> =>
    sent instanceof command ? Promise.reject(Object.assign(new Error(`refused: ${code}`), { name: code })) : client.send(sent as never);
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};
