import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@tenantry/api-client/client';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { useTitle } from '../shell/page.tsx';
import { useDraft } from '../shell/use-draft.ts';
import { useFocusOnWrong } from '../shown/focus-wrong.ts';
import { LeaveDialog } from '../shown/leave-dialog.tsx';
import { Problem } from '../shown/problem.tsx';
import { checkDraft, emptyDraft, type Field, fieldErrorsOf, readDraft, requestOf } from './draft.ts';
import { NetworkStep } from './network-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { TenantStep } from './tenant-step.tsx';
import { useAgain } from './use-again.ts';
import { useDebounced, useDeployment, usePlan } from './use-plan.ts';
import { wrongRows } from './variables.ts';
import { VariablesEditor } from './variables-editor.tsx';

/** Fields of each step: all must be right before the next. */
const STEP_FIELDS: readonly (readonly Field[])[] = [['name', 'slug', 'adminEmail', 'plan'], ['cidr', 'cidrPrefix'], ['variables'], []];
const LAST = STEP_FIELDS.length - 1;

const OnboardingPage = () => {
  useTitle('On-board a tenant');
  const { api } = useApi();
  const navigate = useNavigate();
  const notify = useNotify();
  const queries = useQueryClient();
  const [query, setQuery] = useSearchParams();
  const again = query.get('again') ?? '';
  const { value: draft, set: setDraft, isDirty, isRestored, forget } = useDraft(`onboarding.${again}`, emptyDraft, readDraft);
  useAgain(again, isRestored ? undefined : setDraft);
  const focusOnWrong = useFocusOnWrong();
  const [isLeaving, setLeaving] = useState(false);
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const { data: rules } = useDeployment();
  const request = useMemo(() => requestOf(draft), [draft]);
  const settled = useDebounced(request);
  const plan = usePlan(settled);
  const here = checkDraft(draft, rules);
  // What the API says holds for what it was asked about, not for what was typed since.
  const there = settled === request && plan.data && !plan.isPlaceholderData ? fieldErrorsOf(plan.data.problems) : {};
  const errors = { ...there, ...here };
  const furthest = STEP_FIELDS.findIndex((fields) => fields.some((field) => errors[field]));
  const wanted = Number(query.get('step') ?? 1) - 1;
  const step = Math.max(0, Math.min(Number.isInteger(wanted) ? wanted : 0, LAST, furthest < 0 ? LAST : furthest));

  // A repetition of the same request is the same request; another one needs another key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key belongs to the request
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [request]);
  const submit = useMutation({
    mutationFn: () => api('POST /tenants', { body: request, idempotencyKey }),
    onSuccess: async ({ tenantId }) => {
      forget();
      notify('success', `${request.name} is being on-boarded.`);
      navigate(`/tenants/${tenantId}`);
      await queries.invalidateQueries({ queryKey: ['tenants'] });
    },
  });
  const go = (to: number): void => {
    setTried((known) => new Set([...known, step]));
    const blocked = STEP_FIELDS.slice(0, to).findIndex((fields) => fields.some((field) => errors[field]));
    if (blocked >= 0) focusOnWrong();
    setQuery((known) => {
      known.set('step', String((blocked < 0 ? to : blocked) + 1));
      return known;
    });
  };
  const shownErrors = (index: number) => (tried.has(index) ? errors : onlyTyped(errors, draft, emptyDraft));
  const props = { draft, onChange: setDraft, rules };
  const refused = submit.error instanceof ApiProblem || submit.error ? <Problem title="Not on-boarded" error={submit.error} /> : null;
  const leave = (): void => {
    forget();
    navigate('/tenants');
  };
  return (
    <SpaceBetween size="l">
      {isLeaving && <LeaveDialog onLeave={leave} onStay={() => setLeaving(false)} />}
      {isRestored && (
        <Alert type="info" action={<Button onClick={forget}>Discard it</Button>}>
          What you had entered before is here again.
        </Alert>
      )}
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={submit.isPending || (step === LAST && plan.isFetching && !plan.data)}
        submitButtonText="On-board"
        onNavigate={({ detail }) => go(detail.requestedStepIndex)}
        onCancel={() => (isDirty ? setLeaving(true) : leave())}
        onSubmit={() => (plan.data?.possible === false ? undefined : submit.mutate())}
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
        }}
        steps={[
          {
            title: 'Tenant',
            description: 'Who it is, and where its console will answer.',
            content: <TenantStep {...props} errors={shownErrors(0)} isChecking={plan.isFetching} />,
          },
          {
            title: 'Network',
            description: 'The range of addresses of its VPC. Nobody else has part of it.',
            content: <NetworkStep {...props} errors={shownErrors(1)} />,
          },
          {
            title: 'Variables',
            isOptional: true,
            description: 'Environment variables of its builds, APP_… or LOG_LEVEL, beside those that all tenants have. Not for secrets.',
            content: (
              <VariablesEditor
                rows={draft.variables}
                wrong={wrongRows(draft.variables)}
                onChange={(variables) => setDraft({ ...draft, variables })}
                empty="No variables of its own."
              />
            ),
          },
          {
            title: 'Review and on-board',
            description: 'What will be created, what it needs, costs and takes. Nothing has been created or claimed yet.',
            content: <ReviewStep draft={draft} rules={rules} plan={plan} refused={refused} />,
          },
        ]}
      />
    </SpaceBetween>
  );
};
export default OnboardingPage;

/** No error is shown on a field that was not touched yet. */
const onlyTyped = (errors: ReturnType<typeof checkDraft>, draft: typeof emptyDraft, empty: typeof emptyDraft) =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => draft[field as keyof typeof draft] !== empty[field as keyof typeof empty]));
