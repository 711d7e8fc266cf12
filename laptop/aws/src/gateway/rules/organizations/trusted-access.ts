import { AwsError, jsonResult } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { text } from '../json-answer.ts';

/** Services that work in all accounts of the organization, and since when (epoch seconds). */
const trusted = ({ state, clock }: GatewayContext): Record<string, number> =>
  // Identity Center is there from the beginning, and whoever enables it for an organization gives it this (IAM Identity Center User Guide).
  state('organizations-trusted-access', () => ({ 'sso.amazonaws.com': clock.now() / 1000 }));
/** Of those that AWS knows, which the laptop has something of. */
const KNOWN = ['cloudtrail.amazonaws.com', 'guardduty.amazonaws.com', 'sso.amazonaws.com'];

export const trustedAccessRules: readonly Rule[] = [
  {
    name: 'trusted-access',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html',
    service: 'organizations',
    operations: ['EnableAWSServiceAccess', 'DisableAWSServiceAccess', 'ListAWSServiceAccessForOrganization'],
    before: (call, context) => {
      const services = trusted(context);
      if (call.operation === 'ListAWSServiceAccessForOrganization') {
        const EnabledServicePrincipals = Object.entries(services).map(([ServicePrincipal, DateEnabled]) => ({
          ServicePrincipal,
          DateEnabled,
        }));
        return jsonResult({ EnabledServicePrincipals });
      }
      const service = text(call.params.ServicePrincipal);
      if (!KNOWN.includes(service)) throw new AwsError('InvalidInputException', 'You specified an unrecognized service principal.');
      if (call.operation === 'EnableAWSServiceAccess') services[service] ??= context.clock.now() / 1000;
      else delete services[service];
      return jsonResult({});
    },
  },
];
