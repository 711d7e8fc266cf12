import { expect } from '@jest/globals';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { configProblems } from '@tenantry/shared/deployment/config-rules';
import { attack } from '../attack.ts';

const config = configOf('example');
const vpn = config.network.vpn;
if (!vpn?.saml) throw new Error('config/example.json has no VPN with people');
const { saml: _saml, ...machine } = vpn;
const certificate = `arn:aws:acm:${config.region}:${config.accounts.networking}:certificate/11111111-1111-1111-1111-111111111111`;
const withVpn = (changed: Config['network']['vpn'], production = true): Config => ({
  ...config,
  production,
  network: { ...config.network, vpn: changed },
});
const resources = (of: Config, type: string) =>
  Object.values(everyTemplate('prod', of).networking.Resources).flatMap(({ Type, Properties }) =>
    Type === `AWS::EC2::${type}` ? [Properties] : [],
  );

attack('copied-certificate', 'somebody connects with a copied client certificate, as no person and for ever', () => {
  // The one way by which it alone would be enough is refused in production.
  expect(configProblems(withVpn({ ...machine, clientCertificateArn: certificate }))).toContainEqual({
    path: 'network.vpn.saml',
    problem: expect.stringMatching(/./),
    fix: expect.stringMatching(/./),
  });
  for (const settings of [vpn, { ...vpn, clientCertificateArn: certificate }]) {
    const [endpoint] = resources(withVpn(settings), 'ClientVpnEndpoint');
    // Where several are there, Client VPN asks for all of them.
    expect(endpoint?.AuthenticationOptions).toContainEqual(expect.objectContaining({ Type: 'federated-authentication' }));
  }
});

attack('person-of-another-group', 'somebody who may sign in, and is in none of the groups, connects to the database', () => {
  const rules = resources(config, 'ClientVpnAuthorizationRule');
  expect(rules.map((rule) => rule?.AccessGroupId)).toEqual(vpn.saml?.groups);
  for (const rule of rules) expect(rule).not.toHaveProperty('AuthorizeAllGroups');
});

attack('person-who-has-left', 'somebody who is not in the group any more keeps the connection', () => {
  const [endpoint] = resources(config, 'ClientVpnEndpoint');
  expect(endpoint).toMatchObject({ SessionTimeoutHours: 8, DisconnectOnSessionTimeout: true });
});
