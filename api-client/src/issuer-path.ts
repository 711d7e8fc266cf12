/**
 * Where below the API tokens of another issuer than the user pool are taken: `/issuers/token-actions-githubusercontent-com`. Without dots:
 * AWS's managed rules refuse paths that look like files which nobody should read ("Core rule set", RestrictedExtensions_URIPATH).
 */
export const issuerPath = (issuer: string): string => `/issuers/${new URL(issuer).host.replace(/[^a-z0-9]/g, '-')}`;
