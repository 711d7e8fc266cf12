import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { MigrationFailure } from './migration-failure.ts';
import { migrate } from './migrations.ts';
import { readSecret } from './secret.ts';

// The secret comes on standard input, so that it is in no argument list and no log.
const secret = readSecret(await text(process.stdin));
try {
  const applied = await migrate(secret, fileURLToPath(new URL('migrations', import.meta.url)));
  console.log(`schema ${secret.schema}: ${applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date'}`);
} catch (error) {
  // Uncaught, Node prints every field of it, and with PostgreSQL's detail the row.
  if (!(error instanceof MigrationFailure)) throw error;
  console.error(`schema ${secret.schema}: ${error.message}`);
  process.exitCode = 1;
}
