const CONSOLE_LABEL = 'superadmin';

/** Where the super admins' console answers. */
export const consoleDomain = ({ rootDomain }: { readonly rootDomain: string }): string => `${CONSOLE_LABEL}.${rootDomain}`;

/** Labels below the root domain that no tenant gets, whatever the configuration says. */
const RESERVED_LABELS: readonly string[] = [
  CONSOLE_LABEL,
  // What people take for the operator of the root domain, as they take its mailboxes (RFC 2142).
  ...[
    'admin',
    'administrator',
    'root',
    'www',
    'api',
    'app',
    'auth',
    'login',
    'console',
    'mail',
    'smtp',
    'imap',
    'pop',
    'ftp',
    'ns1',
    'ns2',
  ],
  ...['abuse', 'hostmaster', 'postmaster', 'security', 'webmaster'],
  // What programs look up below a domain without being asked, and obey: proxies (WPAD), mail clients, MTA-STS (RFC 8461).
  ...['wpad', 'autoconfig', 'autodiscover', 'mta-sts', 'openpgpkey', 'isatap'],
  // Names of no public zone: who means one and has the root domain in his search list is led here. IANA, "Special-Use Domain Names" (RFC
  // 6761, 6762, 7686, 9476); names of private networks: RFC 6762, appendix G, and ICANN's resolutions 2018.02.04.12 and 2024.07.29.06.
  ...['localhost', 'localdomain', 'local', 'test', 'invalid', 'example', 'onion', 'alt', 'arpa'],
  ...['internal', 'intranet', 'private', 'corp', 'home', 'lan'],
];

/** Those, and what the deployment reserves besides. */
export const reservedLabels = ({ reservedSlugs }: { readonly reservedSlugs: readonly string[] }): readonly string[] => [
  ...new Set([...RESERVED_LABELS, ...reservedSlugs]),
];
