/**
 * `npm run generate`: writes everything that is generated; `--check` says what is out of date or could not be deployed, `--accept` takes
 * events, tables and the landing zone's parameter into their baselines. One after the other: the API's document reads the saga's.
 */
await import('./version/main.ts');
await import('./reads/main.ts');
await import('./saga/main.ts');
await import('@tenantry/events-schema/generate/main');
await import('@tenantry/admin-service/generate/main');
await import('./commands/main.ts');
await import('./declared/main.ts');
await import('./decisions/main.ts');
await import('./reference/main.ts');
await import('./parameter/main.ts');
await import('./tables/main.ts');
