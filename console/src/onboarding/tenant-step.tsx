import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PlanSelect } from '../shown/plan-select.tsx';
import { type Draft, type FieldErrors, type Rules, withName, withSlug } from './draft.ts';

export interface StepProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly errors: FieldErrors;
  readonly rules: Rules | undefined;
}

export const TenantStep = ({ draft, onChange, errors, rules, isChecking }: StepProps & { readonly isChecking: boolean }) => {
  const domain = draft.slug && rules ? `${draft.slug}.${rules.rootDomain}` : undefined;
  const isFree = domain !== undefined && !errors.slug && !isChecking;
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label="Name" description="The hospital's name, as its users see it." errorText={errors.name}>
          <Input value={draft.name} placeholder="St. Anna Hospital" onChange={({ detail }) => onChange(withName(draft, detail.value))} />
        </FormField>
        <FormField
          label="Slug"
          description="The label of its domain. Made from the name, unless you choose another."
          constraintText={domain && `Its console will answer at ${domain}${isFree ? ', which is free' : ''}.`}
          errorText={errors.slug}
        >
          <Input value={draft.slug} spellcheck={false} onChange={({ detail }) => onChange(withSlug(draft, detail.value))} />
        </FormField>
        <FormField label="E-mail address of its first user" description="Manages the tenant's users." errorText={errors.adminEmail}>
          <Input
            type="email"
            value={draft.adminEmail}
            placeholder="admin@st-anna.example"
            onChange={({ detail }) => onChange({ ...draft, adminEmail: detail.value })}
          />
        </FormField>
        <FormField label="Plan" errorText={errors.plan}>
          <PlanSelect plans={rules?.plans} plan={draft.plan} onChange={(plan) => onChange({ ...draft, plan })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
};
