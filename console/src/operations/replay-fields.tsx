import Container from '@cloudscape-design/components/container';
import DateInput from '@cloudscape-design/components/date-input';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import TimeInput from '@cloudscape-design/components/time-input';
import { useDeployment } from '../onboarding/use-plan.ts';
import { reasonError } from '../shown/reason-dialog.tsx';
import { type PickedTenant, TenantPicker } from '../shown/tenant-picker.tsx';
import type { checkReplay, ReplayDraft, windowOf } from './replay-draft.ts';

interface ReplayFieldsProps {
  readonly draft: ReplayDraft;
  readonly picked: PickedTenant;
  readonly window: ReturnType<typeof windowOf>;
  readonly errors: ReturnType<typeof checkReplay>;
  readonly isTried: boolean;
  readonly onChange: (change: Partial<ReplayDraft>) => void;
}
const ENDS = [
  { end: 'from', label: 'From', day: 'First day', time: 'Time of the first day' },
  { end: 'to', label: 'Until', day: 'Last day', time: 'Time of the last day' },
] as const;
/** The reader's own zone, by its name. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is sent again, to whom, and why. */
export const ReplayFields = ({ draft, picked, window, errors, isTried, onChange }: ReplayFieldsProps) => {
  const { data: deployment } = useDeployment();
  const stages = (deployment?.stages ?? []).map(({ stage }) => ({ value: stage, label: stage }));
  return (
    <Container header={<Header variant="h2">Which events to send again</Header>}>
      <SpaceBetween size="l">
        <SegmentedControl
          selectedId={draft.scope}
          label="Whose events"
          options={[
            { id: 'one', text: 'One tenant' },
            { id: 'all', text: 'All tenants' },
          ]}
          onChange={({ detail }) => onChange({ scope: detail.selectedId === 'all' ? 'all' : 'one' })}
        />
        {draft.scope === 'one' && (
          <FormField label="Tenant" errorText={isTried || picked.problem ? errors.tenant : undefined}>
            <TenantPicker text={draft.tenant} picked={picked} label="Tenant" onChange={(tenant) => onChange({ tenant })} />
          </FormField>
        )}
        <FormField label="Receiving stages" description="Empty for all stages.">
          <Multiselect
            selectedOptions={draft.stages.map((stage) => ({ value: stage, label: stage }))}
            options={stages}
            placeholder="All stages"
            onChange={({ detail }) => onChange({ stages: detail.selectedOptions.map(({ value }) => value ?? '') })}
          />
        </FormField>
        {(draft.scope === 'one' || draft.events !== '') && (
          <FormField
            label="Event types"
            description="Names, separated by commas, for example AccountReady. Empty for all that stages receive."
            errorText={errors.events}
          >
            <Input value={draft.events} spellcheck={false} onChange={({ detail }) => onChange({ events: detail.value })} />
          </FormField>
        )}
        {ENDS.map(({ end, label, day, time }) => (
          <FormField key={end} label={label} description={`In the time zone of this browser, ${ZONE}.`} errorText={errors[end]}>
            <SpaceBetween direction="horizontal" size="xs">
              <DateInput
                value={window[end].date}
                placeholder="YYYY/MM/DD"
                ariaLabel={day}
                onChange={({ detail }) => onChange({ [end]: { ...window[end], date: detail.value } })}
              />
              <TimeInput
                value={window[end].time}
                format="hh:mm:ss"
                placeholder="hh:mm:ss"
                ariaLabel={time}
                onChange={({ detail }) => onChange({ [end]: { ...window[end], time: detail.value } })}
              />
            </SpaceBetween>
          </FormField>
        ))}
        <FormField label="Reason" description="Kept in the audit." stretch errorText={isTried ? reasonError(draft.reason) : undefined}>
          <Textarea rows={2} value={draft.reason} onChange={({ detail }) => onChange({ reason: detail.value })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
};
