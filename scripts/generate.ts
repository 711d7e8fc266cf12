/**
 * `npm run generate`: writes everything that is generated; `--check` says what is out of date or could not be deployed, `--accept` takes
 * events, tables and the landing zone's parameter into their baselines.
 */
import '@tenantry/events-schema/generate/main';
import '@tenantry/admin-service/generate/main';
import './decisions/main.ts';
import './parameter/main.ts';
import './tables/main.ts';
