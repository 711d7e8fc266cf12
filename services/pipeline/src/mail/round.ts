import { MailSenderChanged, MailUndelivered } from '@tenantry/events-schema/mail';
import type { MailSender } from '@tenantry/shared/domain/mail';

/** Milliseconds between rounds. */
export const ROUND = 3_600_000;
/** Tenants that are looked at together: four calls each, in accounts of their own. */
const TOGETHER = 10;

/** A live tenant of the round. */
export interface Live {
  readonly tenantId: string;
  /** The stage has nothing to do for it: what it is asked now, it does now. */
  readonly isAtRest: boolean;
}
export interface RoundPorts {
  readonly live: () => Promise<readonly Live[]>;
  /** Who sends now, and who is to send; undefined where that cannot be said. */
  readonly sender: (tenantId: string) => Promise<{ readonly is: MailSender; readonly wanted: MailSender } | undefined>;
  /** Addresses that SES gave up in a time, epoch milliseconds; undefined where nobody may ask. */
  readonly undelivered: (
    tenantId: string,
    since: number,
    until: number,
  ) => Promise<{ readonly bounces: number; readonly complaints: number } | undefined>;
  readonly publish: (name: string, detail: object) => Promise<void>;
  /** Of a tenant that could not be looked at. The round goes on. */
  readonly failed: (tenantId: string, error: unknown) => void;
}

const lookAtOne = async (ports: RoundPorts, { tenantId, isAtRest }: Live, until: number): Promise<void> => {
  const since = until - ROUND;
  // A round that is repeated says the same by the same ids.
  const said = (event: string, now = new Date(until).toISOString()) => ({
    tenantId,
    eventId: `${tenantId}/pipeline/${event}/${now}`,
    causedBy: '',
    at: now,
  });
  const sender = isAtRest ? await ports.sender(tenantId) : undefined;
  if (sender && sender.is !== sender.wanted) {
    await ports.publish(MailSenderChanged.name, { ...said(MailSenderChanged.name), sender: sender.wanted });
  }
  const { bounces = 0, complaints = 0 } = (await ports.undelivered(tenantId, since, until)) ?? {};
  if (bounces + complaints === 0) return;
  const [from, to] = [since, until].map((time) => new Date(time).toISOString());
  await ports.publish(MailUndelivered.name, { ...said(MailUndelivered.name), bounces, complaints, from, until: to });
};

/**
 * Looks at the mail of every live tenant: whether its sender has to change, and what came back since the last round.
 * @param until when the round is due, epoch milliseconds: what is asked about is the hour before
 * @returns how many could not be looked at
 */
export const mailRound = async (ports: RoundPorts, until: number): Promise<number> => {
  const left = [...(await ports.live())];
  let failures = 0;
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      try {
        await lookAtOne(ports, next, until);
      } catch (error) {
        failures += 1;
        ports.failed(next.tenantId, error);
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return failures;
};
