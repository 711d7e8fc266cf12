import { generateHandlerPermissions } from './handlers/generate.ts';
import { everyStack } from './templates/every-stack.ts';

/** `node --import tsx judges/main.ts --generate`: writes judges/generated/ anew. */
if (process.argv.includes('--generate')) generateHandlerPermissions(await everyStack('prod', 'config/example.json'));
