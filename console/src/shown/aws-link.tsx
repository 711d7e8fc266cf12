import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';

/** To a page of the AWS console; plain text where the API names none: nobody of such a deployment opens it. */
export const AwsLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) =>
  href === '' ? (
    children
  ) : (
    <Link external href={href} externalIconAriaLabel="Opens in a new tab">
      {children}
    </Link>
  );
