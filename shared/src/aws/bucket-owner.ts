type Handler = (args: unknown) => Promise<unknown>;
interface Named {
  readonly clientName?: string;
  readonly commandName?: string;
}
interface Arguments {
  readonly input: { readonly Bucket?: string; readonly ExpectedBucketOwner?: string };
}
/** S3 asks nobody whose the bucket is that these make, or is not asked (S3 API Reference: all others take `x-amz-expected-bucket-owner`). */
const UNOWNED = ['CreateBucketCommand', 'CreateSessionCommand', 'RenameObjectCommand'];

/**
 * Middleware: every request about a bucket says whose it should be, and S3 refuses where it is somebody else's. All of AWS shares the names
 * of buckets: who takes ours after we have deleted it, or before we make it, would get what we write and hand us what we read
 * (S3 User Guide, "Verifying bucket ownership with bucket owner condition").
 * @param accountId of the account that owns what the client asks for; where it is unknown, a request about a bucket is an error, and not sent
 */
export const expectBucketOwner =
  (accountId: string | undefined) =>
  (next: Handler, { clientName, commandName = '' }: Named): Handler =>
  async (args) => {
    const { input } = args as Arguments;
    if (clientName !== 'S3Client' || input.Bucket === undefined || UNOWNED.includes(commandName)) return next(args);
    const ExpectedBucketOwner = input.ExpectedBucketOwner ?? accountId;
    if (ExpectedBucketOwner === undefined)
      throw new Error(`${commandName} of ${input.Bucket}: nobody said whose the bucket is; open the client with the account that owns it`);
    return next({ ...(args as object), input: { ...input, ExpectedBucketOwner } });
  };

/** An S3 client that was not opened by `client`, made to ask so. @returns the same client */
export const ofOwner = <C extends { readonly middlewareStack: { add: (middleware: never, options: never) => void } }>(
  s3: C,
  accountId: string,
): C => {
  s3.middlewareStack.add(expectBucketOwner(accountId) as never, { step: 'initialize', name: 'expectBucketOwner' } as never);
  return s3;
};
