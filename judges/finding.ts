/** What a judge holds against a template, or a workflow. */
export interface Finding {
  readonly judge: Judge;
  /** Identifier of the rule, of the judge's own: `E3031`, `CKV_AWS_23`, `action`. */
  readonly rule: string;
  /** Account, stack, resource and place within it; file and line. */
  readonly where: string;
  readonly says: string;
}
export type Judge = 'cfn-lint' | 'checkov' | 'cloudsplaining' | 'service-authorization' | 'handlers' | 'jactionlint' | 'supply-chain';

/** A finding that is accepted. */
export interface Exception {
  readonly judge: Judge;
  readonly rule: string;
  /** Of the finding's place and what it says: `place: says`. */
  readonly of: RegExp;
  readonly reason: string;
  /** Source of the reason: AWS, or who made the rule. */
  readonly source: string;
}

export interface Settled {
  readonly open: readonly Finding[];
  /** Exceptions that match nothing any more: what they allowed could come back unseen. */
  readonly unused: readonly Exception[];
}

export const textOf = ({ where, says }: Finding): string => `${where}: ${says}`;

/** Findings without those that an exception accepts, and the exceptions of these judges that nothing needs. */
export const settle = (findings: readonly Finding[], exceptions: readonly Exception[], judges: readonly Judge[]): Settled => {
  const accepts = ({ judge, rule, of }: Exception, finding: Finding): boolean =>
    judge === finding.judge && rule === finding.rule && of.test(textOf(finding));
  return {
    open: findings.filter((finding) => !exceptions.some((exception) => accepts(exception, finding))),
    unused: exceptions.filter((exception) => judges.includes(exception.judge) && !findings.some((finding) => accepts(exception, finding))),
  };
};
