/**
 * A call that creates something and whose answer got lost: nobody knows whether it had its effect. The SDK would send it again at
 * once, and create a second one where the API has no client token (CreateVpc, AllocateAddress, CreateWebACL…). So it must not:
 * the runner tries the step again after the settle time, and the step looks before it creates.
 */
export class AmbiguousError extends Error {
  override readonly name = 'AmbiguousError';
  /** Not `cause`: the SDK looks there for a reason to send the call again. */
  readonly original: unknown;
  constructor(message: string, original: unknown) {
    super(message);
    this.original = original;
  }
}

/** Operations that create: a repetition without a look would make two. */
export const CREATES = /^(Create|Allocate|Request|Run|AdminCreate|Start|Add|ChangeResourceRecordSets|Put(?!Events))/;
/** AWS answered that it did nothing: safe to send again. */
const NOT_DONE = /throttl|TooManyRequests|RequestLimitExceeded|SlowDown|PriorRequestNotComplete|Throughput/i;

interface SdkError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}
type Handler = (args: unknown) => Promise<unknown>;

/** Middleware inside the SDK's retry loop: makes a lost or 5xx answer to a creating call an AmbiguousError, which is not retried. */
export const neverCreateTwice =
  (next: Handler, context: { readonly commandName?: string }): Handler =>
  async (args) => {
    try {
      return await next(args);
    } catch (error) {
      const { name = '', $metadata, $response } = (error ?? {}) as SdkError;
      const status = $metadata?.httpStatusCode ?? $response?.statusCode ?? 0;
      const operation = context.commandName?.replace(/Command$/, '') ?? '';
      const isLost = status === 0 || status >= 500;
      if (!isLost || !CREATES.test(operation) || NOT_DONE.test(name)) throw error;
      throw new AmbiguousError(
        `no answer to ${operation}: it may have had its effect (${error instanceof Error ? error.message : name})`,
        error,
      );
    }
  };
