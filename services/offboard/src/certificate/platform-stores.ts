import { daysAfter } from './facts.ts';
import { BUCKET, erased, expires, KEPT, LOGS, name, none, type Store, TABLE } from './store.ts';

/** What is the platform's own: proofs, traces, its operators, what holds nobody. */
export const PLATFORM_STORES: readonly Store[] = [
  {
    store: 'Audit, DynamoDB tenantry-<deployment>-admin',
    account: 'superAdmin',
    holds: "who asked for what, by the subject of the operators' user pool; reasons, without e-mail addresses",
    kept: 'ten years',
    covers: [],
    ending: () => none("of the tenant's people it names nobody; operators' lines are kept ten years, for accountability"),
  },
  {
    store: 'Leases and ranges, DynamoDB tenantry-<deployment>-account-leases and -network-ranges',
    account: 'superAdmin',
    holds: 'tenant id, range of addresses',
    kept: 'while a tenant has them',
    covers: [[TABLE, name('(account-leases|network-ranges)')]],
    ending: () => none('names nobody'),
  },
  {
    store: 'Evidence and certificates, S3 tenantry-<deployment>-evidence-<account>',
    account: 'superAdmin',
    holds: 'tenant id, account id, slug, domain, ids of resources',
    kept: 'ten years',
    covers: [[BUCKET, name('evidence-\\d{12}')]],
    ending: () => none('names nobody; kept ten years, as proof'),
  },
  {
    store: 'Logs of the VPN, CloudWatch /tenantry/<deployment>/vpn-*',
    account: 'networking',
    holds: 'which developer was connected when',
    kept: `${KEPT.vpnLogs} days`,
    covers: [[LOGS, /^\/tenantry\/[a-z0-9]+\/vpn-/]],
    ending: () => none("nobody of the tenant's"),
  },
  {
    store: 'Trail and flow logs, S3 tenantry-<deployment>-logs-<account>',
    account: 'production',
    holds: 'which role called which API; addresses of who connected',
    kept: '`watch.lockDays` of the configuration, locked until then; nothing without `watch.trail` and `watch.flowLogs`',
    covers: [[BUCKET, name('logs-\\d{12}')]],
    ending: ({ said, config: { watch } }) =>
      watch.trail || watch.flowLogs
        ? expires(
            daysAfter(said.offboardedAt, watch.lockDays + 2),
            'locked, so that nobody removes a trace; then by the lifecycle of the bucket',
          )
        : erased('none are kept'),
  },
  {
    store: "Log of the console's web ACL, S3 aws-waf-logs-<deployment>-<account>",
    account: 'superAdmin',
    holds: 'addresses of who was blocked or counted at the console of the super admins; no token, cookie, query or referring page',
    kept: '`watch.lockDays` of the configuration, locked until then; nothing without `watch.accessLogs`',
    covers: [[BUCKET, /^aws-waf-logs-[a-z0-9]+-\d{12}$/]],
    ending: () => none("nobody of the tenant's: its own domain has another web ACL"),
  },
  {
    store: "Log of the super admins' API, CloudWatch /aws/vendedlogs/tenantry-<deployment>-admin-access",
    account: 'superAdmin',
    holds: 'which operator asked for which route, by the subject of the user pool',
    kept: `${KEPT.accessLogs} days; nothing without \`watch.accessLogs\``,
    covers: [[LOGS, /^\/aws\/vendedlogs\/tenantry-[a-z0-9]+-admin-access$/]],
    ending: () => none("nobody of the tenant's"),
  },
  {
    store: "Operators' user pool, Cognito tenantry-<deployment>-admin",
    account: 'superAdmin',
    holds: 'operators of the platform',
    kept: 'until an administrator of the platform removes them',
    covers: [['AWS::Cognito::UserPool', name('admin')]],
    ending: () => none("nobody of the tenant's"),
  },
  {
    store: 'Console and source code: S3 tenantry-<deployment>-console-<account>, CodeCommit',
    account: 'superAdmin',
    holds: 'nobody',
    kept: 'as long as the deployment',
    covers: [
      [BUCKET, name('console-\\d{12}')],
      ['AWS::CodeCommit::Repository', /.*/],
    ],
    ending: () => none('holds nobody'),
  },
];
