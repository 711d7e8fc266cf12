import type { GatewayContext } from '../../types.ts';

/**
 * Sends a call and holds it inside the gateway, between the rules and the emulator, until it may go on: what comes meanwhile meets a call
 * on its way, however fast or slow the machine is.
 */
export const held = async <Result>(context: GatewayContext, send: () => Promise<Result>): Promise<{ goOn: () => Promise<Result> }> => {
  const { forward } = context;
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding: typeof forward = async (call) => {
    arrived.resolve();
    await released.promise;
    return forward(call);
  };
  Object.assign(context, { forward: holding });
  const sent = send();
  try {
    // A call that is refused before it gets here ends the wait as well.
    await Promise.race([arrived.promise, sent]);
  } finally {
    Object.assign(context, { forward });
  }
  return {
    goOn: () => {
      released.resolve();
      return sent;
    },
  };
};
