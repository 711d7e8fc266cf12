import { failureOf } from '@tenantry/shared/failure/errors';

export interface Check {
  readonly name: string;
  /** Neither failed nor a warning. */
  readonly isOk: boolean;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly fix?: string;
}

/** The control plane works, and somebody should look nevertheless. */
export class Warning extends Error {
  override readonly name = 'Warning';
  /** What to do, where it is not the check's own. */
  readonly fix: string | undefined;
  constructor(message: string, fix?: string) {
    super(message);
    this.fix = fix;
  }
}

const explained = (fix: string): string => (fix.includes('docs/runbook.md') ? fix : `${fix} docs/runbook.md#what-doctor-finds`);

/** What is found is fine; what is thrown is the reason: a `Warning`, or what has failed. */
export const check = async (name: string, fix: string, look: () => Promise<string>): Promise<Check> => {
  try {
    return { name, isOk: true, state: 'ok', detail: await look() };
  } catch (error) {
    if (error instanceof Warning) return { name, isOk: false, state: 'warning', detail: error.message, fix: explained(error.fix ?? fix) };
    const { call, code, message } = failureOf(error);
    return { name, isOk: false, state: 'failed', detail: [call, code, message].filter(Boolean).join(': '), fix: explained(fix) };
  }
};
