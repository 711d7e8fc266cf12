import { issuerPath } from '@tenantry/api-client/issuer-path';

const PREFIX = /^(\w+) \/issuers\/[^/]+(\/.*)$/;

/** A route as callers with a token of another issuer than the user pool ask it: `GET /issuers/gitlab-com/me`. */
export const belowIssuer = (route: string, issuer: string): string => route.replace(' /', ` ${issuerPath(issuer)}/`);

/** The route of the contract that is asked: who has signed the caller's token makes no difference. */
export const withoutIssuer = (routeKey: string): string => routeKey.replace(PREFIX, '$1 $2');
