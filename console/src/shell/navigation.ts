export interface Link {
  readonly text: string;
  readonly href: string;
  /** The least group that may use the page; everybody when absent. */
  readonly least?: 'operator' | 'admin';
}
/** The pages in groups; the first group has no title. */
export const NAVIGATION: readonly { readonly title: string; readonly links: readonly Link[] }[] = [
  { title: '', links: [{ text: 'Overview', href: '/' }] },
  {
    title: 'Tenants',
    links: [
      { text: 'Tenants', href: '/tenants' },
      { text: 'On-board a tenant', href: '/tenants/new', least: 'admin' },
    ],
  },
  {
    title: 'Operations',
    links: [
      { text: 'Alarms', href: '/alarms' },
      { text: 'Dead letters', href: '/dead-letters' },
      { text: 'Replays', href: '/replays' },
      { text: 'Releases', href: '/releases' },
      { text: 'Close queue', href: '/closings' },
    ],
  },
  {
    title: 'Insights',
    links: [
      { text: 'Quotas', href: '/quotas' },
      { text: 'Cost', href: '/cost' },
      { text: 'Audit', href: '/audit' },
      { text: 'Checks', href: '/checks' },
      { text: 'People', href: '/people', least: 'admin' },
    ],
  },
];

const SECTIONS: Readonly<Record<string, string>> = {
  tenants: 'Tenants',
  'dead-letters': 'Dead letters',
  replays: 'Replays',
  releases: 'Releases',
  closings: 'Close queue',
  quotas: 'Quotas',
  cost: 'Cost',
  audit: 'Audit',
  checks: 'Checks',
  people: 'People',
  alarms: 'Alarms',
};
const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/** The way to a page. @param tenantName what to call the tenant in the path, when it is known */
export const crumbsOf = (pathname: string, tenantName?: string): readonly Link[] => {
  const [section = '', second, third] = pathname.split('/').filter(Boolean);
  const title = SECTIONS[section];
  if (!title) return [];
  const crumbs: Link[] = [{ text: title, href: `/${section}` }];
  if (section === 'tenants' && second === 'new') crumbs.push({ text: 'On-board a tenant', href: '/tenants/new' });
  else if (section === 'tenants' && second && TENANT_ID.test(second)) {
    crumbs.push({ text: tenantName ?? second, href: `/tenants/${second}` });
    if (third === 'offboard') crumbs.push({ text: 'Off-board', href: pathname });
  } else if (section === 'replays' && second === 'new') crumbs.push({ text: 'Start a replay', href: '/replays/new' });
  else if (section === 'dead-letters' && third) crumbs.push({ text: third, href: pathname });
  return crumbs;
};

/** Of the navigation's links the one whose page, or part of it, is shown. */
export const activeHref = (pathname: string): string =>
  NAVIGATION.flatMap(({ links }) => links.map(({ href }) => href))
    .filter((href) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0] ?? '';
