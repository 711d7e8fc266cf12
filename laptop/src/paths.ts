import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything that set-up and runs write: ignored by git, safe to delete. */
export const LOCAL_FOLDER = path.join(ROOT, '.local');
