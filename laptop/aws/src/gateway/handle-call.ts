import type { AwsCall, AwsResult } from './call.ts';
import { AwsError, DroppedConnection, errorResult, jsonResult } from './errors.ts';
import type { Faults } from './faults.ts';
import { denialOf } from './iam/denial.ts';
import { missingObject } from './iam/missing-object.ts';
import type { Answer, Questions } from './iam/questions.ts';
import { describeParams } from './journal.ts';
import { type Labels, labelsOf } from './labels.ts';
import { check } from './models/check.ts';
import { refusalOf } from './models/refusals.ts';
import { unknownOperation } from './models/unknown-operation.ts';
import type { Violation } from './models/violation.ts';
import type { RuleSwitches } from './rule-switches.ts';
import { checkRegion } from './rules/disabled-region.ts';
import type { GatewayContext, Rule, Service } from './types.ts';

export type HandleCall = (call: AwsCall) => Promise<AwsResult>;

interface RuleIndex {
  readonly rulesFor: (call: AwsCall) => readonly Rule[];
}

const indexRules = (rules: readonly Rule[]): RuleIndex => {
  const byOperation = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const operation of rule.operations) {
      const key = `${rule.service}:${operation}`;
      byOperation.set(key, [...(byOperation.get(key) ?? []), rule]);
    }
  }
  return { rulesFor: ({ service, operation }) => [`${service}:*`, `${service}:${operation}`].flatMap((key) => byOperation.get(key) ?? []) };
};

const isResult = (value: AwsResult | AwsCall): value is AwsResult => 'status' in value;

/** An AWS error code that the answer carries, for the journal. */
const errorCode = (result: AwsResult): string | undefined => {
  const header = result.headers['x-amzn-errortype'];
  if (header !== undefined) return header.split(/[:#]/).filter((part) => !part.startsWith('http'))[0];
  const text = result.body.subarray(0, 4_000).toString('utf8');
  const match = /<Code>([^<]+)<\/Code>/.exec(text) ?? /"(?:__type|code|Code)"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(text);
  return match?.[1];
};

export interface PipelineParts {
  readonly rules: readonly Rule[];
  readonly switches: RuleSwitches;
  readonly services: readonly Service[];
  readonly faults: Faults;
  readonly context: GatewayContext;
  /** Asks IAM about every call by a role. */
  readonly questions: Questions;
}

/**
 * The way of one AWS call through the gateway: faults, the region, IAM, AWS's API model, then what AWS would refuse or answer differently (`before`),
 * then the emulator or a service of the gateway's own, then what AWS would answer differently (`after`, in reverse order).
 *
 * AWS documents no order of IAM and API model, and its services differ. IAM comes first, as "Policy evaluation logic" of the IAM User Guide
 * has it (authentication, request context, policies): so a missing permission shows, whatever else a request has wrong.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const createHandleCall = ({ rules, switches, services, faults, context, questions }: PipelineParts): HandleCall => {
  const { rulesFor } = indexRules(rules);
  const serviceByName = new Map(services.map((service) => [service.service, service]));

  const perform = async (call: AwsCall): Promise<AwsResult> => {
    const service = serviceByName.get(call.service);
    if (!service) return context.forward(call);
    const operation = service.operations[call.operation];
    const input = call.params as Record<string, never>;
    if (!operation) {
      throw new AwsError(
        'UnknownOperationException',
        `The laptop's ${call.service} has no ${call.operation}: add it to src/gateway/emulated.`,
      );
    }
    const action = `${service.namespace ?? service.service}:${call.operation}`;
    await context.authorize(call, action, service.resource?.(call.operation, input, call, context) ?? '*');
    return jsonResult(await operation(input, call, context));
  };

  const applyRules = async (received: AwsCall): Promise<AwsResult> => {
    const applied: Rule[] = [];
    let call = received;
    let result: AwsResult | undefined;
    for (const rule of rulesFor(received).filter(switches.isOn)) {
      applied.unshift(rule);
      const answer = await rule.before?.(call, context);
      if (answer === undefined) continue;
      if (isResult(answer)) {
        result = answer;
        break;
      }
      call = answer;
    }
    result ??= await perform(call);
    for (const rule of applied) if (rule.after) result = await rule.after(call, result, context);
    return result;
  };

  /** What a call passes before it has any effect: the region, IAM, AWS's API model. Throws what AWS answers. */
  const admit = async (call: AwsCall, wanted: AwsCall, checks: Checks): Promise<void> => {
    checkRegion(wanted);
    const unknown = unknownOperation(wanted);
    if (unknown) throw unknown;
    checks.answer = await questions.of(wanted);
    if (checks.answer?.denial) throw denialOf(call, checks.answer.denial);
    if (!wanted.api || !wanted.input) return;
    checks.violations = check(wanted.api.model, wanted.api.operation, wanted.input);
    if (checks.violations.length > 0) throw refusalOf(wanted.api.model, wanted.api.operation, checks.violations);
  };

  const answered = async (call: AwsCall, checks: Checks): Promise<AwsResult> => {
    const wanted = await faults.before(call);
    await admit(call, wanted, checks);
    const made = await applyRules(wanted);
    const missing = await missingObject(call, made, questions);
    if (missing) {
      const { questions: asked = [], mistakes = [] } = checks.answer ?? {};
      checks.answer = { questions: [...asked, ...missing.questions], mistakes };
      if (missing.denial) throw denialOf(call, missing.denial);
    }
    return faults.after(call, made);
  };

  return async (call) => {
    const started = performance.now();
    const time = new Date().toISOString();
    const labels = labelsOf(context.world, call);
    const checks: Checks = { answer: undefined, violations: [] };
    const note = (outcome: 'ok' | 'error' | 'dropped', status: number, code?: string): void => {
      if (outcome === 'error') faults.refused(call);
      const ms = Math.round((performance.now() - started) * 10) / 10;
      context.journal.record({ time, ...entryOf(call, labels, checks), outcome, ...(code === undefined ? {} : { code }), status, ms });
    };
    try {
      const result = await answered(call, checks);
      if (result.status >= 400) note('error', result.status, errorCode(result));
      else note('ok', result.status);
      return result;
    } catch (error) {
      if (error instanceof AwsError) {
        note('error', error.status, error.code);
        return errorResult(error, call);
      }
      note(error instanceof DroppedConnection ? 'dropped' : 'error', 0, error instanceof DroppedConnection ? undefined : 'GatewayError');
      throw error;
    }
  };
};

/** What was found out of a call on its way, for the journal. */
interface Checks {
  answer: Answer | undefined;
  violations: readonly Violation[];
}
/** A call as the journal shows it, without how it ended. */
const entryOf = (call: AwsCall, labels: Labels, { answer, violations }: Checks) => {
  return {
    id: call.id,
    account: call.caller.accountId,
    ...(call.caller.role === undefined ? {} : { role: call.caller.role }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    service: call.service,
    operation: call.operation,
    region: call.region,
    ...describeParams(call),
    ...(answer === undefined ? {} : { iam: answer.questions }),
    ...(answer === undefined || answer.mistakes.length === 0 ? {} : { iamMistakes: answer.mistakes }),
    ...(violations.length === 0 ? {} : { modelViolations: violations.map(({ at, constraint }) => ({ at, constraint })) }),
  };
};
