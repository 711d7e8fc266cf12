import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Attention, HandlingRequest, StageName, Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { ReasonButton } from './reason-button.tsx';

/** How long the button silences; the command takes any time. Milliseconds. */
const SILENCE = 8 * 60 * 60_000;

/** What a person does about it: has seen it, cares for it, or wants nobody alarmed for some hours. */
export const HandleButtons = ({
  tenant,
  attention: { kind, stage, silenced },
}: {
  readonly tenant: Tenant;
  readonly attention: Attention;
}) => {
  const { api } = useApi();
  const handle =
    (handling: HandlingRequest['handling'], until?: () => string) =>
    (reason: string): Promise<unknown> =>
      api('POST /tenants/{id}/attention', {
        path: { id: tenant.tenantId },
        body: { handling, kind, reason, ...(stage ? { stage: stage as StageName } : {}), ...(until ? { until: until() } : {}) },
      });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ReasonButton least="operator" title="Acknowledge" action="Acknowledge" onAct={handle('acknowledged')}>
        Everybody sees that you have seen it. It ends when this is over.
      </ReasonButton>
      <ReasonButton least="operator" title="Take it on" action="Take it on" onAct={handle('assigned')}>
        Everybody sees that you care for it.
      </ReasonButton>
      {silenced ? (
        <ReasonButton least="operator" title="End the silence" action="End the silence" onAct={handle('unsilenced')}>
          What alarms anybody does again.
        </ReasonButton>
      ) : (
        <ReasonButton
          least="operator"
          title="Silence for 8 hours"
          action="Silence for 8 hours"
          onAct={handle('silenced', () => new Date(Date.now() + SILENCE).toISOString())}
        >
          It alarms nobody for 8 hours, and still counts.
        </ReasonButton>
      )}
    </SpaceBetween>
  );
};
