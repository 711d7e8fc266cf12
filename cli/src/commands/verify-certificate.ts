import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { fingerprintOf, type SignedFile, verdictOn } from '../certificate.ts';
import { act, type Context, leaf } from '../command.ts';
import { EXIT, usageError } from '../exit-code.ts';

interface VerifyOptions {
  readonly signature?: string;
  readonly key?: string;
}

export const verifyCertificate = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'verify-certificate <file>',
    'say whether a certificate of erasure is genuine; asks nobody',
    ['01KAV7M0000000000000000001.json', '01KAV7M0000000000000000001.json --key public-key.pem'],
    [EXIT.negative],
  )
    .option('--signature <file>', 'its signature; beside it, with .sig, by default')
    .option('--key <file>', 'the public key that you trust, in PEM; public-key.pem beside it by default');
  act<VerifyOptions>(command, context, async (invocation, [file = ''], { signature, key }) => {
    const signed: SignedFile = {
      document: await bytesOf(file),
      signature: await bytesOf(signature ?? `${file}.sig`),
      publicKey: (await bytesOf(key ?? path.join(path.dirname(file), 'public-key.pem'))).toString('utf8'),
    };
    const publicKeySha256 = fingerprintIn(signed.publicKey);
    const verdict = verdictOn(signed);
    invocation.print({ ...verdict, publicKeySha256 }, () =>
      verdict.isGenuine
        ? `genuine: ${verdict.tenantId}, issued ${verdict.issuedAt}, complete on ${verdict.completeOn}\n`
        : `NOT genuine: ${verdict.reason}\n`,
    );
    invocation.note(`SHA-256 of the public key: ${publicKeySha256}`);
    return verdict.isGenuine ? EXIT.ok : EXIT.negative;
  });
};

const bytesOf = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    throw usageError(`${file} cannot be read: ${(error as Error).message}`, 'name the file, its --signature and the --key');
  }
};

const fingerprintIn = (publicKey: string): string => {
  try {
    return fingerprintOf(publicKey);
  } catch (error) {
    throw usageError(`the key is no public key in PEM: ${(error as Error).message}`, 'name another one: --key public-key.pem');
  }
};
