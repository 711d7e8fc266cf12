import { type ReactNode, useEffect } from 'react';
import { useNavigate } from 'react-router';

/** Follows links to pages of the console without loading it again, wherever they are. */
export const FollowLinks = ({ children }: { readonly children: ReactNode }) => {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const path = pathOf(event);
      if (path === undefined) return;
      event.preventDefault();
      navigate(path);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
  return children;
};

/** The page to which a click leads; undefined when it is the browser's to follow. */
const pathOf = (event: MouseEvent): string | undefined => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return undefined;
  // Those that a browser opens elsewhere it shall open elsewhere.
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  if (link.origin !== location.origin || (link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return undefined;
  return link.getAttribute('href')?.startsWith('#') ? undefined : `${link.pathname}${link.search}`;
};
