import { config } from 'zod';

// zod would compile its schemas, and try whether it may: the content security policy refuses, and the browser reports it.
config({ jitless: true });
