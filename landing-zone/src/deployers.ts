import { type AccountName, type Identity, WrongAccount } from '@tenantry/shared/deployment/accounts';

/** In these the stack asks for a peering with the database VPC, by a role that trusts the deployers of the account (`super-admin.ts`). */
const ASKING: readonly AccountName[] = ['networking', 'devops'];
/** The role of `arn:aws:sts::333333333333:assumed-role/ROLE/SESSION`. */
const ASSUMED = /:assumed-role\/([^/]+)\//;
/** Roles that run builds or serve, which are not trusted. */
const OURS = 'tenantry-';

/**
 * Refuses deployers whose role is called as the product's own are: they would fail in the middle, when a peering is asked for.
 * @throws WrongAccount that names account and role, before anything is written
 */
export const requireDeployers = (identities: readonly Identity[]): void => {
  const wrong = identities.flatMap(({ account, by, arn = '' }) => {
    const role = ASSUMED.exec(arn)?.[1] ?? '';
    return ASKING.includes(account) && role.startsWith(OURS)
      ? [`${by} of account ${account} is the role ${role}: roles called ${OURS}… may ask for no peering with the database.`]
      : [];
  });
  if (wrong.length > 0) throw new WrongAccount(['nothing was changed', ...wrong, 'Deploy with a role of another name.'].join('\n  '));
};
