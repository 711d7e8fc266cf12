/** `npm run generate`: writes everything that is generated; `--check` says what is out of date, `--accept` takes events into the baseline. */
import '@tenantry/events-schema/generate/main';
import '@tenantry/admin-service/generate/main';
