import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useAttention } from '../shown/attention.tsx';
import { Help } from './help.tsx';
import { FollowLinks } from './links.tsx';
import { type Group, mayDo, useMe } from './me.ts';
import { activeHref, crumbsOf, NAVIGATION } from './navigation.ts';
import { NoticeBar, NoticesProvider } from './notices.tsx';
import { TopBar } from './top-bar.tsx';

/**
 * The frame around every page, of plain elements: it is there before anything else, and Cloudscape's own weighs as much as a page.
 * Beside the page on a wide screen the navigation stays; on a narrow one it opens above it.
 */
export const Layout = ({ children }: { readonly children: ReactNode }) => {
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const last = useRef(pathname);
  useEffect(() => {
    setOpen(false);
    if (pageOf(pathname) === pageOf(last.current)) return;
    last.current = pathname;
    // As a browser does it for a new document: to the top, and the next Tab begins there.
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <NoticesProvider>
      <FollowLinks>
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <TopBar isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
        <div className="frame">
          <Navigation isOpen={isOpen} />
          <main id="main" ref={main} tabIndex={-1}>
            <NoticeBar />
            <Breadcrumbs />
            {children}
          </main>
        </div>
      </FollowLinks>
    </NoticesProvider>
  );
};
/** The tabs of a tenant are one page. */
const pageOf = (pathname: string): string => pathname.split('/').slice(0, 3).join('/');

const Navigation = ({ isOpen }: { readonly isOpen: boolean }) => {
  const active = activeHref(useLocation().pathname);
  const { data: me } = useMe();
  const isKept = (least: Group | undefined): boolean => least !== undefined && me !== undefined && !mayDo(me.group, least);
  const needing = useAttention().data?.needAttention ?? 0;
  return (
    <nav id="navigation" className={isOpen ? 'open' : ''} aria-label="Pages">
      {NAVIGATION.map((group) => (
        <Fragment key={group.title}>
          {group.title !== '' && <h2 id={`group-${group.title}`}>{group.title}</h2>}
          <ul {...(group.title === '' ? { 'aria-label': 'First page' } : { 'aria-labelledby': `group-${group.title}` })}>
            {group.links.map(({ text, href, least }) => (
              <li key={href}>
                <Link to={href} aria-current={href === active ? 'page' : undefined} className={href === active ? 'active' : ''}>
                  {text}
                  {isKept(least) && <span className="needs"> (needs {least})</span>}
                  {href === '/tenants' && needing > 0 && (
                    <span className="count" title={`${needing} tenants need attention`}>
                      {needing}
                      <span className="visually-hidden"> need attention</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
      <Help />
    </nav>
  );
};

const Breadcrumbs = () => {
  const { pathname } = useLocation();
  const id = /^\/tenants\/([0-9A-Za-z]{26})/.exec(pathname)?.[1];
  // Whatever the page has loaded already; asks for nothing itself.
  const { data } = useQuery<{ readonly name?: string }>({ queryKey: ['tenant', id], enabled: false });
  const crumbs = crumbsOf(pathname, data?.name);
  if (crumbs.length < 2) return null;
  return (
    <nav className="crumbs" aria-label="Where you are">
      <ol>
        {crumbs.map(({ text, href }, i) => (
          <li key={href}>{i === crumbs.length - 1 ? <span aria-current="page">{text}</span> : <a href={href}>{text}</a>}</li>
        ))}
      </ol>
    </nav>
  );
};
