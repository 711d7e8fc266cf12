import Badge from '@cloudscape-design/components/badge';
import { useQuery } from '@tanstack/react-query';
import type { Attention, AttentionKind } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';

/** Kinds as people call them, the worst first. */
export const KINDS: Readonly<Record<AttentionKind, string>> = {
  stalled: 'Stalled',
  unwell: 'Unwell',
  releaseFailed: 'Release failed',
  rolledBack: 'Rolled back',
  quiet: 'Quiet',
  drifted: 'Drifted',
};

const isHandled = ({ acknowledged, silenced }: Attention): boolean => acknowledged !== undefined || silenced !== undefined;

/** What a tenant needs attention for; grey where somebody has acknowledged or silenced it. */
export const AttentionBadges = ({ attention = [] }: { readonly attention?: readonly Attention[] | undefined }) => (
  <>
    {attention.map((one) => (
      <span key={`${one.kind} ${one.stage}`}>
        {' '}
        <Badge color={isHandled(one) ? 'grey' : 'red'}>
          {KINDS[one.kind] ?? one.kind}
          {one.stage ? `: ${one.stage}` : ''}
        </Badge>
      </span>
    ))}
  </>
);

/** Milliseconds between two looks: it stands beside every page. */
const EVERY = 15_000;

/** How many tenants need attention. */
export const useAttention = () => {
  const { api } = useApi();
  return useQuery({ queryKey: ['attention'], queryFn: ({ signal }) => api('GET /attention', { signal }), refetchInterval: EVERY });
};
