import { config } from 'zod';

// zod would compile its schemas, and try whether it may: the content security policy says no, and tells the console's owner.
config({ jitless: true });
