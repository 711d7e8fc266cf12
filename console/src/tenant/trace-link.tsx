import Link from '@cloudscape-design/components/link';

/** To the X-Ray trace of the work that published an event, in the AWS console of the super-admin account. */
export const TraceLink = ({ url, of }: { readonly url: string; readonly of: string }) => (
  <Link external href={url} ariaLabel={`X-Ray trace of ${of}`} fontSize="inherit" externalIconAriaLabel="Opens in a new tab">
    Trace
  </Link>
);
