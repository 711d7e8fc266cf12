import type { Creates } from './stage.ts';

/** Something in AWS that a step has made, or has found to be there: CloudFormation's name of its type, and its id. */
export interface Created {
  readonly type: string;
  readonly id: string;
}

/** An event has at most 256 KB, and is told once per step. */
const MOST = 50;
/** What a person is called by is no id to be told. */
const isPersons = (id: string): boolean => id.includes('@');

/** What a step's answer names of what it creates, by the fields that `creates` says. */
export const createdBy = (creates: readonly Creates[], out: object): readonly Created[] =>
  creates
    .flatMap(({ type, id: fields = [] }) =>
      [fields]
        .flat()
        .flatMap((field) =>
          [(out as Readonly<Record<string, unknown>>)[field]]
            .flat()
            .flatMap((id) => (typeof id === 'string' && id && !isPersons(id) ? [{ type, id }] : [])),
        ),
    )
    .slice(0, MOST);
