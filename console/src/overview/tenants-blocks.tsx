import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Overview, TenantSummary } from '@tenantry/api-client/generated/api';
import { AttentionBadges } from '../shown/attention.tsx';
import { Ago, HowLong } from '../shown/clock.tsx';
import { dateTime } from '../shown/format.ts';
import { TenantState } from '../shown/tenant-state.tsx';
import { type Asked, Block } from './block.tsx';

interface Props {
  readonly asked: Asked<Overview>;
}
const nameOf = ({ name, slug, tenantId }: Pick<TenantSummary, 'name' | 'slug' | 'tenantId'>): string => name || slug || tenantId;

/** What somebody has to look at, the most urgent first. */
export const AttentionBlock = ({ asked }: Props) => (
  <Block
    title="Needs attention"
    asked={asked}
    counter={({ attention }) => attention.total}
    description={({ attention: { total, unhandled } }) =>
      total > unhandled ? `${unhandled} of them nobody has acknowledged or silenced.` : undefined
    }
    link={{ text: 'See all that need attention', href: '/tenants?attention=any' }}
    isEmpty={({ attention }) => attention.total === 0}
    empty={<StatusIndicator type="success">No tenant needs attention.</StatusIndicator>}
  >
    {({ attention }) => (
      <ul className="lines">
        {attention.tenants.map((tenant) => (
          <li key={tenant.tenantId}>
            <a href={`/tenants/${tenant.tenantId}`}>{nameOf(tenant)}</a>
            <AttentionBadges attention={tenant.attention} />
            {(tenant.attention ?? []).map(({ kind, stage, reason, since }) => (
              <div key={`${kind} ${stage}`}>
                {reason} For <HowLong since={since} />.
              </div>
            ))}
          </li>
        ))}
      </ul>
    )}
  </Block>
);

/** What stages work on now. */
export const MovingBlock = ({ asked }: Props) => (
  <Block
    title="Moving now"
    asked={asked}
    counter={({ moving }) => moving.total}
    link={{ text: 'See all tenants', href: '/tenants' }}
    isEmpty={({ moving }) => moving.total === 0}
    empty="Nothing is on its way."
  >
    {({ moving }) => (
      <ul className="lines">
        {moving.tenants.map((tenant) => (
          <li key={tenant.tenantId}>
            <a href={`/tenants/${tenant.tenantId}`}>{nameOf(tenant)}</a> <TenantState tenant={tenant} />
            <div>
              {tenant.activity ?? 'Requested: no stage has begun'}. Last heard of <Ago at={tenant.heardAt || tenant.requestedAt} />.
            </div>
          </li>
        ))}
      </ul>
    )}
  </Block>
);

/** The accounts that are closed next. */
export const ClosingsBlock = ({ asked }: Props) => (
  <Block
    title="Accounts to close next"
    asked={asked}
    counter={({ closings }) => closings.total}
    link={{ text: 'See all accounts to close', href: '/closings' }}
    isEmpty={({ closings }) => closings.total === 0}
    empty="No account is waiting to be closed."
  >
    {({ closings }) => (
      <ul className="lines">
        {closings.closings.map(({ tenantId, name, slug, accountId, closesAt }) => (
          <li key={accountId}>
            <a href={`/tenants/${tenantId}`}>{nameOf({ name, slug, tenantId })}</a>: account {accountId},{' '}
            {closesAt ? dateTime(closesAt) : 'as soon as AWS allows'}
          </li>
        ))}
      </ul>
    )}
  </Block>
);
