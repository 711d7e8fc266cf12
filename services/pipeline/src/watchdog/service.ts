/** Names the watchdog's role and functions, and is the dimension of its metrics: the dashboard of the service admin reads them by it. */
export const WATCHDOG_SERVICE = 'watchdog';
