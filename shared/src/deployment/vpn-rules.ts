import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';

const no = (path: string, problem: string, fix: string): readonly ConfigProblem[] => [{ path, problem, fix }];

/** Certificates and SAML providers are the networking account's, and somebody gets in: in production people, and no keys alone. */
export const vpnProblems = ({
  production,
  region,
  accounts: { networking },
  network: { vpn: settings },
}: Config): readonly ConfigProblem[] => {
  if (!settings) return [];
  const { saml, clientCertificateArn } = settings;
  const certificates = (['serverCertificateArn', 'clientCertificateArn'] as const).flatMap((name) => {
    const value = settings[name];
    return value === undefined || value.startsWith(`arn:aws:acm:${region}:${networking}:certificate/`)
      ? []
      : no(`network.vpn.${name}`, `${value} is no certificate of the networking account in ${region}`, 'import it there');
  });
  const providers = (['providerArn', 'selfServiceProviderArn'] as const).flatMap((name) => {
    const value = saml?.[name];
    return value === undefined || value.startsWith(`arn:aws:iam::${networking}:saml-provider/`)
      ? []
      : no(`network.vpn.saml.${name}`, `${value} is no SAML provider of the networking account`, 'make it there (docs/runbook.md)');
  });
  return [...certificates, ...providers, ...whoGetsIn(production, saml !== undefined, clientCertificateArn !== undefined)];
};

/** A certificate is a device for ever, and names no group. */
const whoGetsIn = (production: boolean, people: boolean, certificate: boolean) => {
  if (people) return [];
  if (production)
    return no(
      'network.vpn.saml',
      'a certificate is no person, and in production people sign in',
      'let them sign in at Identity Center (docs/runbook.md#reach-the-database)',
    );
  return certificate ? [] : no('network.vpn', 'nobody gets in', 'say saml or clientCertificateArn');
};
