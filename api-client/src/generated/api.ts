// Generated from the OpenAPI document of services/admin; do not edit: npm run generate

/** The request was noted and told to the stages. */
export interface Accepted {
  readonly tenantId: string;
}

/** How a tenant's administrator stands, and who sends the mail of its users, as AWS has it at this moment. */
export interface Administrator {
  /** Of the tenant's administrator, as requested or as last changed. */
  readonly email: string;
  readonly invitation: {
    /** `not-invited` before the domain answers; `expired`: the temporary password counts no more, and the invitation has to be sent again. */
    readonly state: 'no-user' | 'not-invited' | 'invited' | 'expired' | 'signed-in' | 'disabled';
    /** When it last went out; of somebody who has not signed in. */
    readonly at?: string | undefined;
    /** Until when its temporary password counts. */
    readonly expiresAt?: string | undefined;
  };
  /** Absent where the tenant has no user pool. */
  readonly mail?: {
    /** `domain`: SES, in the name of the tenant's own domain; `cognito`: Cognito, 50 a day. */
    readonly sender: 'domain' | 'cognito';
    /** What keeps mail from leaving from the tenant's own domain. */
    readonly hindrances: readonly ('sandbox' | 'unverified' | 'paused' | 'not-asked')[];
    /** Addresses that SES writes to no more; which they are is known in the tenant's account only. Absent where SES could not be asked. */
    readonly undelivered?: {
      /** Addresses that mail came back from for good. */
      readonly bounces: number;
      /** Addresses that called mail unwanted. */
      readonly complaints: number;
      /** ISO 8601, UTC. */
      readonly lastAt?: string | undefined;
    } | undefined;
  } | undefined;
}

/** An alarm of the deployment. */
export interface Alarm {
  /** As CloudWatch has it: `tenantry-<deployment>-network-dead-letters`. */
  readonly name: string;
  /** As CloudWatch has it; MISSING: it should be deployed, and is not. More may follow. */
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';
  /** When it came into this state. */
  readonly since?: string | undefined;
  /** Why it is in this state, as CloudWatch says it. */
  readonly reason?: string | undefined;
  /** What has happened when it is in ALARM, and what to do. */
  readonly detail?: string | undefined;
  /** Section of the runbook. */
  readonly link?: string | undefined;
  /** The alarm in the console of CloudWatch; absent where the configuration says that nobody opens it. */
  readonly url?: string | undefined;
}

/** All alarms of the deployment. */
export interface Alarms {
  readonly alarms: readonly Alarm[];
  /** How many are in ALARM. */
  readonly inAlarm: number;
  /** Of the alarm topic. Without a confirmed one nobody hears of an alarm. */
  readonly subscribers: {
    readonly confirmed: number;
    readonly pending: number;
  };
  /** The deployment's dashboard in the console of CloudWatch; absent where nobody opens it. */
  readonly dashboardUrl?: string | undefined;
  /** ISO 8601, UTC. */
  readonly asOf: string;
}

/** Something for which a tenant needs attention, and what people did about it. */
export interface Attention {
  readonly kind: AttentionKind;
  /** Absent where it is about no stage. */
  readonly stage?: string | undefined;
  readonly step?: string | undefined;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** In one sentence. */
  readonly reason: string;
  readonly failure?: Failure | undefined;
  /** What to do about it. */
  readonly advice: string;
  /** What helps, as a name. More may follow. */
  readonly action: 'retry' | 'replay' | 'retryRelease' | 'repair' | 'onboardAgain' | 'endIsolation' | 'look';
  /** The section of the runbook; an address where the configuration says where the runbook is read. */
  readonly link: string;
  /** Where in the AWS console to look and to repair; of a single tenant, and only where the configuration says that people open it. */
  readonly places?: readonly {
    /** More may follow. */
    readonly kind: 'quotas' | 'account' | 'log' | 'dashboard';
    readonly title: string;
    readonly url: string;
  }[] | undefined;
  /** Somebody has asked for it to be tried again, and that is at work. */
  readonly isRetried?: boolean | undefined;
  /** Somebody has seen it. */
  readonly acknowledged?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** Subject of the person, or `machine:<name>`. */
    readonly by: string;
    /** What the person or machine is called; nobody is known by it. */
    readonly byName?: string | undefined;
    readonly reason: string;
  } | undefined;
  /** Somebody cares for it. */
  readonly assigned?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** Subject of the person, or `machine:<name>`. */
    readonly by: string;
    /** What the person or machine is called; nobody is known by it. */
    readonly byName?: string | undefined;
    readonly reason: string;
    readonly to?: string | undefined;
  } | undefined;
  /** It alarms nobody until then. It still counts. */
  readonly silenced?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** Subject of the person, or `machine:<name>`. */
    readonly by: string;
    /** What the person or machine is called; nobody is known by it. */
    readonly byName?: string | undefined;
    readonly reason: string;
    /** ISO 8601, UTC. */
    readonly until?: string | undefined;
  } | undefined;
}

/** Why a tenant needs attention: a stage stalled (stalled), it does not answer as it should (unwell), a release was not delivered (releaseFailed), its on-boarding failed and is undone (rolledBack), nothing is heard of it (quiet), something of it was changed by others (drifted). More may follow. */
export type AttentionKind = 'stalled' | 'unwell' | 'releaseFailed' | 'rolledBack' | 'quiet' | 'drifted';

/** How many tenants need attention, and for what. */
export interface AttentionSummary {
  /** All that are not gone. */
  readonly tenants: number;
  /** Those that need attention, also where it is acknowledged or silenced. */
  readonly needAttention: number;
  /** Those with something that nobody has acknowledged or silenced. */
  readonly unhandled: number;
  /** Every kind, the worst first. */
  readonly kinds: readonly {
    readonly kind: AttentionKind;
    readonly tenants: number;
  }[];
  /** Every state, with those that are gone. */
  readonly states: readonly {
    readonly state: TenantState;
    readonly tenants: number;
  }[];
  /** ISO 8601, UTC. */
  readonly asOf: string;
}

/** Who asked for what, and what became of it. */
export interface AuditLine {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** E-mail address or user name, beside the subject that signs the line; of a machine the same as there. */
  readonly by: string;
  /** Never changes, unlike an e-mail address. A machine is `machine:<name>`. */
  readonly subject: string;
  /** The route: `POST /tenants/{id}/retry`. */
  readonly action: string;
  readonly tenantId?: string | undefined;
  /** What the tenant is called, where that is known. */
  readonly tenantName?: string | undefined;
  /** What else it was about: a stage, a dead letter, a replay. */
  readonly target?: string | undefined;
  readonly reason?: string | undefined;
  /** The body, without values of variables. */
  readonly request: unknown;
  /** What the repair of an event changed, by JSON Pointer. Of people's data there is a hash, salted with the message's id. */
  readonly changes?: readonly {
    readonly field: string;
    readonly before?: string | undefined;
    readonly after?: string | undefined;
  }[] | undefined;
  /** started: the function ended before it could say more. */
  readonly outcome: 'started' | 'done' | 'refused' | 'failed';
  readonly status?: number | undefined;
  readonly problem?: string | undefined;
  readonly requestId: string;
  readonly sourceIp?: string | undefined;
}

/** Lines of the audit. */
export interface AuditPage {
  readonly lines: readonly AuditLine[];
  /** For the next page; absent on the last one. */
  readonly cursor?: string | undefined;
}

/** Why. */
export interface CancelRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** One thing that must hold, or that somebody should look at. */
export interface Check {
  readonly name: string;
  /** Neither failed nor a warning. */
  readonly isOk: boolean;
  /** warning: the control plane works, and somebody should look nevertheless. */
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly fix?: string | undefined;
}

/** All checks. */
export interface Checks {
  readonly isOk: boolean;
  readonly checks: readonly Check[];
}

/** An account on its way to be closed. */
export interface Closing {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly accountId: string;
  readonly state: 'queued' | 'closed';
  /** ISO 8601, UTC. */
  readonly offboardedAt: string;
  /** When the quota is expected to allow it. */
  readonly closesAt?: string | undefined;
  /** ISO 8601, UTC. */
  readonly closedAt?: string | undefined;
}

/** Closings: queued ones by date, closed ones newest first. */
export interface ClosingPage {
  readonly closings: readonly Closing[];
  readonly quota: Quota;
  /** For the next page; absent on the last one. */
  readonly cursor?: string | undefined;
}

/** What all tenants cost this month. */
export interface Cost {
  readonly currency: 'USD';
  readonly month: string;
  /** All accounts of the organization, by Cost Explorer. */
  readonly totalUsd?: number | undefined;
  /** Of it, accounts that are no tenant's. */
  readonly sharedUsd?: number | undefined;
  /** All accounts by month, by Cost Explorer, oldest first; absent where it says nothing. */
  readonly months?: readonly {
    /** `2026-11`. */
    readonly month: string;
    /** US dollars. */
    readonly usd: number;
    readonly isFinal: boolean;
  }[] | undefined;
  /** What tenants have deployed, by list price, until now. */
  readonly estimatedThisMonthUsd: number;
  /** The same per whole month. */
  readonly estimatedMonthlyUsd: number;
  /** What has no known price in the region of the deployment: estimates are less than the cost then. */
  readonly priceUnknown?: string | undefined;
  /** ISO 8601, UTC. */
  readonly reportedUntil?: string | undefined;
  /** Why Cost Explorer says nothing: its figures are absent then, estimates are there. */
  readonly unknown?: string | undefined;
  /** ISO 8601, UTC. */
  readonly estimatedAt: string;
  readonly tenants: readonly {
    readonly tenantId: string;
    readonly slug: string;
    readonly name: string;
    readonly accountId: string;
    /** By Cost Explorer. */
    readonly usd?: number | undefined;
    /** US dollars. */
    readonly estimatedThisMonthUsd: number;
    /** US dollars. */
    readonly estimatedMonthlyUsd: number;
  }[];
}

/** What resources cost by list price, without usage. */
export interface CostEstimate {
  readonly currency: 'USD';
  /** US dollars per month of 730 hours, without what is in `unpriced`. */
  readonly monthlyUsd: number;
  readonly items: readonly {
    readonly resource: string;
    readonly quantity: number;
    readonly unit: string;
    /** Of each, a month: 730 hours, or 1 month. */
    readonly units?: number | undefined;
    /** US dollars. */
    readonly unitUsd: number;
    /** US dollars. */
    readonly monthlyUsd: number;
    /** AWS's price page. */
    readonly source: string;
  }[];
  /** What is charged in the region at a price that is not recorded. */
  readonly unpriced?: readonly {
    readonly resource: string;
    readonly quantity: number;
    /** AWS's price page. */
    readonly source: string;
  }[] | undefined;
  /** The same in a sentence; absent when all prices are known. The sum is less than the cost then. */
  readonly priceUnknown?: string | undefined;
  /** Usage that nobody knows beforehand, with its price. */
  readonly notIncluded: readonly string[];
  /** Date of the price table. */
  readonly pricesAsOf: string;
  /** Of the deployment, whose prices these are. */
  readonly region: string;
}

/** A person's login to one tenant's database. */
export interface DatabaseLogin {
  /** Name of the role in PostgreSQL; it names nobody. */
  readonly login: string;
  /** `read`: rows of the tenant; `write`: changes of them, too. Neither changes tables. */
  readonly mode: 'read' | 'write';
  /** Who asked for it: e-mail address or user name; the subject once the tenant is gone. */
  readonly by: string;
  /** Never changes, unlike an e-mail address. */
  readonly subject: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  /** asked: the function ended before it could say more; PostgreSQL may have it until then. */
  readonly state: 'asked' | 'active' | 'refused' | 'revoked' | 'expired';
  /** When it was revoked. */
  readonly endedAt?: string | undefined;
}

/** The login with its password. It is shown once. */
export interface DatabaseLoginGiven {
  readonly tenantId: string;
  readonly login: string;
  readonly password: string;
  /** `read`: rows of the tenant; `write`: changes of them, too. Neither changes tables. */
  readonly mode: 'read' | 'write';
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly schema: string;
  /** Whether to insist on TLS and on the authority of the certificate. */
  readonly tls: boolean;
}

/** Why, for how long, and what for. */
export interface DatabaseLoginRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
  /** `read`: rows of the tenant; `write`: changes of them, too. Neither changes tables. */
  readonly mode?: 'read' | 'write' | undefined;
  /** A whole number of hours, at most `database.loginHours` of the configuration. */
  readonly hours?: number | undefined;
}

/** Why. */
export interface DatabaseLoginRevocation {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** Personal logins. */
export interface DatabaseLogins {
  readonly logins: readonly DatabaseLogin[];
}

/** A message that was given up. */
export interface DeadLetter {
  /** Whose: `network`, `offboard-decide`, `admin`… */
  readonly queue: string;
  readonly messageId: string;
  /** stalled: a stage gave up for a tenant; malformed: no schema fits; undelivered: EventBridge could not hand it over; exhausted: received too often. */
  readonly kind: 'stalled' | 'malformed' | 'undelivered' | 'exhausted';
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  /** How often SQS has shown it. People who look at it are counted as well: it says nothing of how often it was tried. */
  readonly receives: number;
  readonly tenantId?: string | undefined;
  /** What the tenant is called, where that is known. */
  readonly tenantName?: string | undefined;
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly step?: string | undefined;
  readonly call?: string | undefined;
  readonly code: string;
  readonly message: string;
  /** Why, in one line: `12 fields are missing: tenantId, eventId, …`. */
  readonly summary: string;
  readonly advice: string;
  /** The least group that may repair the event, which for admin needs the tenant's slug typed; absent where nothing can be repaired. */
  readonly repairedBy?: 'viewer' | 'operator' | 'admin' | undefined;
  /** The message as it is on the queue: JSON, or text when it is none. */
  readonly body: unknown;
}

/** What became of the message. */
export interface DeadLetterDone {
  readonly queue: string;
  readonly messageId: string;
  readonly outcome: string;
}

/** Dead letters of one cause: the same event that several stages heard, or several tenants for which a stage stalled at the same call. */
export interface DeadLetterGroup {
  /** The same for the same cause. */
  readonly id: string;
  /** stalled: a stage gave up for a tenant; malformed: no schema fits; undelivered: EventBridge could not hand it over; exhausted: received too often. */
  readonly kind: 'stalled' | 'malformed' | 'undelivered' | 'exhausted';
  readonly code: string;
  readonly call?: string | undefined;
  readonly step?: string | undefined;
  /** Why, in one line; of the first of them. */
  readonly summary: string;
  readonly advice: string;
  readonly queues: readonly string[];
  readonly events: readonly string[];
  readonly tenants: readonly {
    readonly tenantId: string;
    readonly tenantName?: string | undefined;
  }[];
  /** ISO 8601, UTC. */
  readonly oldestAt: string;
  /** ISO 8601, UTC. */
  readonly newestAt: string;
  readonly letters: readonly {
    /** Whose dead letter. */
    readonly queue: string;
    /** Id of the message. */
    readonly messageId: string;
  }[];
}

/** Dead letters. */
export interface DeadLetters {
  readonly letters: readonly DeadLetter[];
  /** The same letters by cause, the most first. */
  readonly groups: readonly DeadLetterGroup[];
  readonly queues: readonly {
    readonly queue: string;
    readonly messages: number;
  }[];
  /** False when there are more, or somebody else looks at the same time. */
  readonly isComplete: boolean;
}

/** What became of each message. */
export interface DeadLettersDone {
  readonly done: readonly {
    readonly queue: string;
    readonly messageId: string;
    readonly outcome: string;
  }[];
  readonly refused: readonly {
    readonly queue: string;
    readonly messageId: string;
    readonly problem: string;
  }[];
}

/** Why, and which. */
export interface DeadLettersRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
  /** 1 to 100 dead letters, each by queue and message id. */
  readonly letters: readonly {
    /** Whose dead letter. */
    readonly queue: string;
    /** Id of the message. */
    readonly messageId: string;
  }[];
}

/** A page of deliveries. */
export interface Deliveries {
  readonly deliveries: readonly Delivery[];
  /** For the next page; absent on the last one. */
  readonly nextCursor?: string | undefined;
}

/** A notification on its way, or what became of it. */
export interface Delivery {
  /** As the header `webhook-id` has it, behind `msg_`: the same for each attempt. */
  readonly id: string;
  /** The event, or `Test`. */
  readonly type: string;
  readonly tenantId?: string | undefined;
  /** When the event happened. */
  readonly at: string;
  /** pending: it is tried again. parked: nobody took it for three days. failed: a test that nobody took. */
  readonly state: 'pending' | 'delivered' | 'parked' | 'failed';
  readonly attempts: number;
  /** When it is tried again. */
  readonly nextAt?: string | undefined;
  /** The last attempt. */
  readonly last?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** What the receiver answered. */
    readonly status?: number | undefined;
    /** Why it is not delivered. */
    readonly problem?: string | undefined;
  } | undefined;
}

/** What a client must know of this deployment. */
export interface Deployment {
  readonly stage: string;
  /** Of the release that the API is of. */
  readonly version: string;
  readonly region: string;
  readonly rootDomain: string;
  /** Where a tenant's console answers; `{domain}` is replaced. */
  readonly publicUrl: string;
  readonly accounts: {
    readonly owner: string;
    readonly superAdmin: string;
    readonly devops: string;
    readonly networking: string;
    readonly production: string;
  };
  readonly hostedZoneId: string;
  /** Availability zones of every VPC, tenants' too. */
  readonly zoneIds: readonly string[];
  readonly cells: readonly {
    readonly name: string;
    readonly pool: string;
    readonly capacity: number;
  }[];
  readonly prefix: {
    readonly default: number;
    readonly min: number;
    readonly max: number;
  };
  /** What may be chosen for a tenant; a plan that is not here has the limits of the first one. */
  readonly plans: readonly PlanOffer[];
  readonly reservedSlugs: readonly string[];
  readonly commonVariables: { readonly [key: string]: string };
  /** Where people read the runbook, if the configuration says so. */
  readonly runbookUrl?: string | undefined;
  /** The dashboard in CloudWatch; absent where the configuration says that nobody opens it. */
  readonly dashboardUrl?: string | undefined;
  /** Whether events and steps lead to their traces in X-Ray. */
  readonly traces?: boolean | undefined;
  readonly stages: readonly {
    readonly stage: string;
    /** Events that it needs until it is done. */
    readonly waitsFor: readonly string[];
    /** Those of them without which it does not begin. */
    readonly beginsWith?: readonly string[] | undefined;
    readonly ready?: string | undefined;
    readonly removed: string;
    readonly steps: readonly {
      readonly step: string;
      /** Seconds. */
      readonly usualSeconds?: number | undefined;
    }[];
  }[];
}

/** Why. */
export interface DiscardRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** Where to look. */
export interface DriftCheckRequest {
  /** All stages when absent. */
  readonly stage?: StageName | undefined;
}

/** What followed from one cause. Nothing that comes after its end changes it. */
export interface Episode {
  /** Of the event with which it began. */
  readonly id: string;
  /** The name of that event; `StageProgressed` of events that were sent again. */
  readonly cause: string;
  /** What it is called: `On-boarding`, `Retry of network`. */
  readonly title: string;
  /** Of a retry: which stage was asked. */
  readonly stage?: string | undefined;
  /** When it began. */
  readonly at: string;
  /** Who asked for it, where that is known. */
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  /** Set when nothing of it is expected any more. */
  readonly endedAt?: string | undefined;
  /** From its beginning to its end. */
  readonly seconds?: number | undefined;
  /** `attention`: a stage stalled and waits for a person. `stopped`: a later request took over, or the removal began. */
  readonly outcome: 'running' | 'done' | 'attention' | 'failed' | 'stopped';
  readonly stages: readonly {
    readonly stage: string;
    readonly direction: 'ensure' | 'remove';
    readonly generation: number;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    /** ISO 8601, UTC. */
    readonly endedAt?: string | undefined;
    readonly outcome: 'running' | 'done' | 'attention' | 'failed' | 'stopped' | 'waiting' | 'retrying';
    /** What it waits for, or what went wrong. */
    readonly reason?: string | undefined;
  }[];
}

/** A signed certificate: save the four as files, and anybody verifies the signature with the public key alone. */
export interface ErasureCertificate {
  readonly tenantId: string;
  /** From this day on, UTC, nothing is left. */
  readonly completeOn: string;
  /** The file that is signed, byte by byte: `<tenant id>.json`. */
  readonly document: string;
  /** ECDSA over SHA-256, in DER, as Base64: `<tenant id>.json.sig`. */
  readonly signature: string;
  /** PEM: `public-key.pem`. */
  readonly publicKey: string;
  /** The same to read and to print: `<tenant id>.html`. */
  readonly page: string;
}

/** What the sweep found and removed in every account, and that nothing is left. */
export interface Evidence {
  readonly tenantId: string;
  /** Of the document, hexadecimal; as the last event of the tenant says. */
  readonly sha256: string;
  /** JSON, byte by byte: `<tenant id>.json`. */
  readonly document: string;
}

/** Why. */
export interface ExportDownloadRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** The files of an export, each with an address from which anyone who has it gets that file for some minutes. */
export interface ExportDownloads {
  readonly tenantId: string;
  readonly keptUntil: string;
  /** Of the addresses: a download that has begun by then is finished. */
  readonly expiresAt: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes?: number | undefined;
    /** Hexadecimal; `SHA256SUMS` names all. */
    readonly sha256?: string | undefined;
    readonly url: string;
  }[];
}

/** Why a step does not go on. */
export interface Failure {
  readonly step: string;
  /** The AWS call that failed, e.g. `EC2 CreateNatGateway`; empty when none did. */
  readonly call: string;
  /** AWS's error code, or the name of the error. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
}

/** One thing wrong with a request. */
export interface FieldProblem {
  /** JSON Pointer into the body (RFC 6901); `query state`, `header Idempotency-Key` for the rest. */
  readonly field: string;
  readonly problem: string;
  /** What to do. */
  readonly fix: string;
}

/** What to do about what a tenant needs attention for, and why. */
export interface HandlingRequest {
  /** acknowledged, assigned or silenced; unsilenced ends a silence. */
  readonly handling: 'acknowledged' | 'assigned' | 'silenced' | 'unsilenced';
  /** Only of this kind; all that it needs attention for when absent. */
  readonly kind?: AttentionKind | undefined;
  /** Only of this stage. */
  readonly stage?: StageName | undefined;
  /** Whom it is assigned to: a name or an e-mail address; yourself when absent. */
  readonly to?: string | undefined;
  /** When a silence ends: within 30 days, ISO 8601, UTC. Needed for one. */
  readonly until?: string | undefined;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** How the domain of a live tenant answered when it was last looked at from outside, which is every five minutes. */
export interface Health {
  /** well; failing after one look that failed; unwell after two in a row, which needs attention. More may follow. */
  readonly state: 'well' | 'failing' | 'unwell';
  /** When it was looked at. What is long ago says nothing of now. */
  readonly at: string;
  /** When the first look in a row was that said the same. */
  readonly since: string;
  /** What was asked: of a tenant that does not answer, the first address that failed. */
  readonly url: string;
  /** How it answered, where it did. */
  readonly status?: number | undefined;
  /** Why there was no answer: `ECONNREFUSED`, `TimeoutError`; or `UnexpectedAnswer`. */
  readonly code?: string | undefined;
  /** In one sentence, of a tenant that does not answer as it should. */
  readonly reason?: string | undefined;
}

/** Why; another person's e-mail address to put in the place of the tenant's administrator, and the tenant's slug, typed. */
export interface InvitationBody {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
  /** Of another person, who becomes the administrator; who was before is signed out and disabled. Without it the same is invited again. */
  readonly email?: string | undefined;
  /** The tenant's slug, typed by a person; only with `email`. */
  readonly confirm?: string | undefined;
}

/** Who isolated the tenant, or ended that, and what of it is done. */
export interface IsolationReport {
  /** `isolated` only when every stage has said so; `ending` until every stage has verified all that it had again. */
  readonly state: 'isolating' | 'isolated' | 'ending';
  /** When it was asked for. */
  readonly since: string;
  /** Subject of the person in the super admins’ user pool, or `machine:<name>`. */
  readonly requestedBy: string;
  /** What the person or machine is called; nobody is known by it. */
  readonly requestedByName?: string | undefined;
  readonly reason: string;
  readonly stages: readonly {
    readonly stage: string;
    /** When the stage said that it has followed; absent until then. */
    readonly doneAt?: string | undefined;
  }[];
}

/** Typed confirmation, and why. */
export interface IsolationRequest {
  /** The tenant's slug, typed by a person. */
  readonly confirm: string;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** The caller. */
export interface Me {
  readonly subject: string;
  readonly displayName: string;
  readonly groups: readonly string[];
  /** The highest of them. */
  readonly group: 'viewer' | 'operator' | 'admin';
}

/** Whom to tell what. */
export interface NewSubscription {
  /** webhook: signed as Standard Webhooks say. slack: an incoming webhook of Slack. email: by Amazon SNS. */
  readonly channel: 'webhook' | 'slack' | 'email';
  /** What people call it. */
  readonly name: string;
  /** Events that it is sent: TenantAttentionRaised, TenantAttentionCleared, TenantRequested, TenantReady, SuspensionChanged, IsolationChanged, TenantOffboarding, TenantOffboarded, AccountClosed, ErasureCertified. More may follow. */
  readonly types: readonly ('TenantAttentionRaised' | 'TenantAttentionCleared' | 'TenantRequested' | 'TenantReady' | 'SuspensionChanged' | 'IsolationChanged' | 'TenantOffboarding' | 'TenantOffboarded' | 'AccountClosed' | 'ErasureCertified')[];
  /** Only of this tenant; of all when absent. Ends with its off-boarding. */
  readonly tenantId?: string | undefined;
  /** Of webhook and slack: https. A secret, shown to nobody afterwards. */
  readonly url?: string | undefined;
  /** Of email. */
  readonly email?: string | undefined;
}

/** Typed confirmation, reason, and whether to keep the data. */
export interface OffboardRequest {
  /** The tenant's slug, typed by a person. */
  readonly confirm: string;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
  /** Whether to dump the tenant's schema to the retention bucket first. */
  readonly export?: boolean | undefined;
}

/** What became of a tenant, where its state does not say it: its on-boarding failed and everything is being removed (failed), or is removed (rolledBack); or nobody ever requested it (unknown). More may follow. */
export type Outcome = 'failed' | 'rolledBack' | 'unknown';

/** What a person looks at first: what needs attention, what is moving, and how the deployment is. Of one read of the tenants, without a call of AWS. */
export interface Overview {
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly attention: {
    readonly total: number;
    /** Those that need attention: what nobody has acknowledged or silenced first, then the worst, then the oldest; 10 at most. */
    readonly tenants: readonly TenantSummary[];
    /** Those with something that nobody has acknowledged or silenced. */
    readonly unhandled: number;
    /** Every kind, the worst first. */
    readonly kinds: readonly {
      readonly kind: AttentionKind;
      readonly tenants: number;
    }[];
  };
  readonly moving: {
    readonly total: number;
    /** Those at which stages work and that need no attention, the longest under way first; 10 at most. */
    readonly tenants: readonly TenantSummary[];
  };
  /** Every state, with those that are gone. */
  readonly states: readonly {
    readonly state: TenantState;
    readonly tenants: number;
  }[];
  /** From the request until the tenant was ready, waits for AWS and for people included. */
  readonly onboarding: {
    /** On-boardings that were requested in the last so many days and became ready. */
    readonly days: number;
    readonly count: number;
    /** Half of them took at most so long. Absent where there are none. */
    readonly p50Seconds?: number | undefined;
    /** 95 of 100 took at most so long. Absent where there are none. */
    readonly p95Seconds?: number | undefined;
    /** The latest 10, oldest first. */
    readonly latest: readonly {
      /** The tenant's id, a ULID. */
      readonly tenantId: string;
      readonly name: string;
      /** ISO 8601, UTC. */
      readonly readyAt: string;
      /** Seconds. */
      readonly seconds: number;
    }[];
  };
  /** Accounts that wait to be closed, the next one first. */
  readonly closings: {
    readonly total: number;
    /** The next 10. */
    readonly closings: readonly Closing[];
  };
}

/** Everybody of the user pool, by e-mail address. */
export interface People {
  readonly people: readonly Person[];
}

/** Somebody who signs in to the console or the command. */
export interface Person {
  /** Subject in the user pool; audit lines are signed with it. */
  readonly person: string;
  readonly email: string;
  /** The highest of the groups; absent of somebody who may do nothing. */
  readonly group?: 'viewer' | 'operator' | 'admin' | undefined;
  /** invited: has not chosen a password yet. */
  readonly state: 'invited' | 'active' | 'disabled';
  /** ISO 8601, UTC. */
  readonly changedAt: string;
  readonly isYou: boolean;
}

/** What shall be different, and why. */
export interface PersonChange {
  /** What the person may do; a group may do what those before it may. */
  readonly group?: 'viewer' | 'operator' | 'admin' | undefined;
  readonly state?: 'active' | 'disabled' | undefined;
  /** Another temporary password by mail, for who has not chosen one yet. */
  readonly invitation?: 'again' | undefined;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** Whom, and what that person may do. */
export interface PersonInvitation {
  readonly email: string;
  /** What the person may do; a group may do what those before it may. */
  readonly group: 'viewer' | 'operator' | 'admin';
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** Why. */
export interface PersonRemoval {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** Who was removed. */
export interface PersonRemoved {
  readonly person: string;
}

/** What on-boarding a tenant would do. Nothing was created or claimed. */
export interface Plan {
  /** Whether the same request would be accepted, every quota that is known has room, and nothing that is known is in the way. */
  readonly possible: boolean;
  /** What is wrong with the request: values, taken names and ranges. */
  readonly problems: readonly FieldProblem[];
  /** Quotas without room, and what else stops every tenant. */
  readonly refusals: readonly {
    /** Its id, or `wildcard-record`: what is in the way. */
    readonly quota: string;
    readonly reason: string;
    readonly fix: string;
  }[];
  /** What AWS did not say, and why: it may be in the way all the same. */
  readonly unknown: readonly string[];
  readonly tenant?: {
    readonly name: string;
    readonly slug: string;
    readonly domain: string;
    readonly cidr?: string | undefined;
  } | undefined;
  /** The plan that was chosen, with what the tenant is held to. */
  readonly plan?: PlanOffer | undefined;
  readonly resources: number;
  readonly stages: readonly PlannedStage[];
  readonly quotas: readonly Quota[];
  readonly cost: CostEstimate;
  readonly time: {
    /** Usual time until the tenant is ready: the longest chain of waits. */
    readonly seconds: number;
    /** The same waits one after the other. */
    readonly serialSeconds: number;
  };
}

/** A plan of the catalogue, with every figure that a tenant of it is held to. */
export interface PlanOffer {
  readonly name: string;
  readonly description?: string | undefined;
  /** US dollars a month, of the budget that watches the account. */
  readonly budgetUsd: number;
  /** Requests to the API in five minutes, after which the web ACL blocks: of an address, a person, somebody not signed in. */
  readonly requests: {
    readonly address: number;
    readonly person: number;
    readonly stranger: number;
  };
  /** Of the tenant's function. */
  readonly memoryMb: number;
  /** Kept for its function; absent where it has what its account has. */
  readonly concurrency?: number | undefined;
  /** Prefix length of the range that is allocated when a tenant is requested; no other plan changes it. */
  readonly cidrPrefix: number;
  /** Of its function to the database, at a time. */
  readonly connections: number;
  /** How long one statement of its function may take. */
  readonly statementSeconds?: number | undefined;
  /** Memory of one sort of its function, in the database. */
  readonly workMemMb?: number | undefined;
  /** Second factor of its people. */
  readonly mfa: 'ON' | 'OPTIONAL';
}

/** A tenant request as far as it is known; values may be wrong, the plan says so. */
export interface PlanRequest {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly domain?: string | undefined;
  readonly adminEmail?: string | undefined;
  readonly plan?: string | undefined;
  readonly variables?: { readonly [key: string]: string } | undefined;
  readonly cidr?: string | undefined;
  /** Prefix length of the range to allocate, a number. */
  readonly cidrPrefix?: number | undefined;
  /** How many such tenants are wanted: quotas must have room for all. 1 when absent. */
  readonly tenants?: number | undefined;
}

/** What a stage would create. */
export interface PlannedStage {
  readonly stage: StageName;
  readonly resources: number;
  /** Seconds. */
  readonly startsAfterSeconds: number;
  /** How long it usually takes from then on. */
  readonly seconds: number;
  readonly steps: readonly {
    readonly step: string;
    readonly creates: readonly {
      /** CloudFormation's name of the type: `AWS::EC2::VPC`. */
      readonly type: string;
      readonly count: number;
      readonly account: 'tenant' | 'owner' | 'super-admin' | 'devops' | 'networking' | 'production';
    }[];
    readonly waits?: {
      readonly for: string;
      /** Seconds. */
      readonly seconds: number;
      readonly source: string;
    } | undefined;
  }[];
}

/** A refusal or a failure (RFC 9457), as application/problem+json. */
export interface ProblemDetails {
  /** `urn:tenantry:problem:<code>`: stable, for programs. docs/runbook.md#the-api-refuses-a-request says what each means. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What went wrong and what to do, for people. */
  readonly detail: string;
  /** `urn:tenantry:request:<id>`, by which the log is found. */
  readonly instance: string;
  readonly errors?: readonly FieldProblem[] | undefined;
}

/** A limit and how much of it is used. */
export interface Quota {
  /** `accounts`, `closings`, `peerings/<cell>`, `addresses/<cell>`, … */
  readonly id: string;
  readonly name: string;
  readonly limit?: number | undefined;
  readonly used?: number | undefined;
  readonly free?: number | undefined;
  /** What AWS did not say, and why. Limit, use and room are absent where nothing else says them; else they may be less. */
  readonly unknown?: string | undefined;
  /** Where limit and use come from. */
  readonly source: string;
  readonly adjustable: boolean;
  /** What to do when there is no room. */
  readonly fix: string;
  /** When the next one is free again, for a rolling window. */
  readonly freesAt?: string | undefined;
}

/** Limits that stop on- or off-boarding. */
export interface Quotas {
  readonly quotas: readonly Quota[];
  /** ISO 8601, UTC. */
  readonly asOf: string;
}

/** Why, and the repaired event if it was malformed. */
export interface RedriveRequest {
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
  /** The event's detail, repaired: tenantId, eventId, causedBy and at stay as they are in the message. */
  readonly detail?: { readonly [key: string]: unknown } | undefined;
  /** The tenant's slug, where `repairedBy` is admin. */
  readonly confirm?: string | undefined;
}

/** A run of the pipeline that makes releases. */
export interface ReleaseBuild {
  readonly executionId: string;
  /** CodePipeline's: InProgress, Succeeded, Failed, Stopped, Superseded… */
  readonly state: string;
  /** ISO 8601, UTC. */
  readonly startedAt?: string | undefined;
  /** ISO 8601, UTC. */
  readonly updatedAt?: string | undefined;
  readonly trigger?: string | undefined;
  /** In the AWS console; empty where the configuration says that nobody opens it. */
  readonly consoleUrl: string;
  /** By repository, as far as it has read them. */
  readonly commits: { readonly [key: string]: string };
  /** What it makes of them; absent where a commit is missing. */
  readonly releaseId?: string | undefined;
}

/** Runs of the pipeline that makes releases, newest first. */
export interface ReleaseBuilds {
  readonly pipelineName: string;
  readonly builds: readonly ReleaseBuild[];
}

/** Runs of the tenant's pipeline, newest first. */
export interface Releases {
  /** Absent while there is no pipeline. */
  readonly pipelineName?: string | undefined;
  readonly releases: readonly {
    readonly executionId: string;
    /** CodePipeline's: InProgress, Succeeded, Failed, Stopped, Superseded… */
    readonly state: string;
    /** ISO 8601, UTC. */
    readonly startedAt?: string | undefined;
    /** ISO 8601, UTC. */
    readonly updatedAt?: string | undefined;
    readonly trigger?: string | undefined;
    /** In the AWS console; empty where the configuration says that nobody opens it. */
    readonly consoleUrl: string;
    readonly revision?: string | undefined;
  }[];
}

/** Events told again. */
export interface Replay {
  /** The `replay-name` that stages see. */
  readonly name: string;
  /** Absent when events of all tenants are replayed. */
  readonly tenantId?: string | undefined;
  /** What the tenant is called, where that is known. */
  readonly tenantName?: string | undefined;
  /** Who hears it. */
  readonly stages: readonly string[];
  /** Names of events; absent for all. */
  readonly events?: readonly string[] | undefined;
  /** ISO 8601, UTC. */
  readonly from: string;
  /** ISO 8601, UTC. */
  readonly to: string;
  readonly reason?: string | undefined;
  /** Subject of the person, or `machine:<name>`. */
  readonly requestedBy?: string | undefined;
  readonly requestedByName?: string | undefined;
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
  /** One tenant's events go to the stages' queues; all tenants' come from the bus's archive. */
  readonly via: 'queues' | 'archive';
  readonly state: 'starting' | 'running' | 'completed' | 'failed' | 'cancelled';
  /** Messages that stages were given. */
  readonly deliveries?: number | undefined;
  readonly failure?: string | undefined;
}

/** Replays. */
export interface ReplayPage {
  readonly replays: readonly Replay[];
  /** For the next page; absent on the last one. */
  readonly cursor?: string | undefined;
}

/** What a replay would deliver. */
export interface ReplayPreview {
  readonly deliveries: number;
  readonly tenants: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly deliveries: number;
    readonly events: readonly {
      readonly event: string;
      readonly count: number;
    }[];
  }[];
}

/** What to tell again, to whom, and why. */
export interface ReplayRequest {
  /** Only this tenant's events. */
  readonly tenantId?: string | undefined;
  /** Only these stages hear it; absent for all. */
  readonly stages?: readonly StageName[] | undefined;
  /** Only events of these names; needs a tenant. Absent for all that stages hear. */
  readonly events?: readonly string[] | undefined;
  /** Begin of the time window, ISO 8601, UTC. */
  readonly from: string;
  /** End of the time window, ISO 8601, UTC. */
  readonly to: string;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** What to tell again, and to whom. */
export interface ReplaySelection {
  /** Only this tenant's events. */
  readonly tenantId?: string | undefined;
  /** Only these stages hear it; absent for all. */
  readonly stages?: readonly StageName[] | undefined;
  /** Only events of these names; needs a tenant. Absent for all that stages hear. */
  readonly events?: readonly string[] | undefined;
  /** Begin of the time window, ISO 8601, UTC. */
  readonly from: string;
  /** End of the time window, ISO 8601, UTC. */
  readonly to: string;
}

/** Something that a tenant has in AWS. */
export interface Resource {
  readonly stage: string;
  /** CloudFormation's name of the type: `AWS::EC2::VPC`. */
  readonly type: string;
  /** Empty where no event names it. */
  readonly id: string;
  /** How many there are, where one line stands for several. */
  readonly count?: number | undefined;
  readonly accountId: string;
  readonly account: 'tenant' | 'owner' | 'super-admin' | 'devops' | 'networking' | 'production';
  /** In the AWS console; sign in to that account first. Empty where the configuration says that nobody opens it. */
  readonly consoleUrl: string;
}

/** Which stage. */
export interface RetryRequest {
  /** One of the stages. */
  readonly stage: StageName;
}

/** What one stage last said of a tenant. */
export interface Stage {
  readonly stage: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly state: 'started' | 'waiting' | 'retrying' | 'done' | 'stalled' | 'failed';
  /** Counts requests, replays and retries: in each, every step is verified again. */
  readonly generation: number;
  /** What it waits for, or what went wrong. */
  readonly reason?: string | undefined;
  /** When the stage began to work for this tenant. */
  readonly since: string;
  /** When it began with what it is at now: the on-boarding, a retry, a change. */
  readonly generationSince?: string | undefined;
  /** When it last said something. */
  readonly at: string;
  /** Set when the stage has published its last event. */
  readonly finishedAt?: string | undefined;
  /** While it is tried again, and when the stage gave up. */
  readonly failure?: Failure | undefined;
}

/** What a stage saw when it last looked whether all that it has of a tenant is as it should be, which is once a day. */
export interface StageDrift {
  readonly stage: StageName;
  /** When it looked. */
  readonly at: string;
  /** How many steps it has looked at. */
  readonly looked: number;
  /** None where all that it could see is as it should be. */
  readonly differences: readonly {
    readonly step: string;
    /** It is missing, it is not as it should be, or something else has its place. */
    readonly is: 'missing' | 'changed' | 'taken';
    /** What the step makes, by CloudFormation's name of the type. */
    readonly type?: string | undefined;
    /** Its id, where the step knows one. */
    readonly id?: string | undefined;
    /** What of it is not as it should be, by names. */
    readonly fields?: readonly string[] | undefined;
    /** The API call that would repair it, with ids and names: `EC2 CreateRoute rtb-1 10.64.0.0/20`. */
    readonly repair?: string | undefined;
    /** Of what is taken: by what. */
    readonly message?: string | undefined;
  }[];
  /** Steps of which it could not say. */
  readonly unread: readonly {
    readonly step: string;
    /** Why a look cannot say whether it is as it should be. */
    readonly reason: string;
  }[];
  /** It has begun to verify all of it since: what it saw then says nothing of now. */
  readonly isRepaired: boolean;
  /** It was asked to look again, and has not answered yet. */
  readonly askedAt?: string | undefined;
}

/** A stage of the saga. */
export type StageName = 'account' | 'network' | 'edge' | 'dns' | 'pipeline' | 'offboard';

/** One step in one generation of a stage, in one direction. */
export interface Step {
  readonly stage: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly generation: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly endedAt?: string | undefined;
  /** From start to end, waits included. */
  readonly seconds?: number | undefined;
  /** How long AWS usually makes this step wait. */
  readonly usualSeconds?: number | undefined;
  readonly waits: readonly {
    readonly reason: string;
    /** ISO 8601, UTC. */
    readonly from: string;
    /** ISO 8601, UTC. */
    readonly to?: string | undefined;
    /** Seconds. */
    readonly seconds?: number | undefined;
  }[];
  readonly retries: readonly {
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly reason: string;
    readonly call?: string | undefined;
    readonly code?: string | undefined;
    readonly advice?: string | undefined;
  }[];
  /** X-Ray trace of the work that told it; absent where none was kept. */
  readonly traceId?: string | undefined;
  /** That trace in the AWS console; sign in to the super-admin account first. */
  readonly traceUrl?: string | undefined;
  /** Set when the stage stalled or failed at this step. */
  readonly failure?: {
    readonly step: string;
    /** The AWS call that failed, e.g. `EC2 CreateNatGateway`; empty when none did. */
    readonly call: string;
    /** AWS's error code, or the name of the error. */
    readonly code: string;
    readonly message: string;
    /** What to do about it. */
    readonly advice: string;
    /** ISO 8601, UTC. */
    readonly at: string;
  } | undefined;
  /** Id of the episode that it belongs to. */
  readonly episode?: string | undefined;
  /** When it ended without a result: a later request took over, or its episode ended. */
  readonly stoppedAt?: string | undefined;
}

/** Who is told what. Its address is shown to nobody. */
export interface Subscription {
  readonly id: string;
  /** webhook, slack or email. */
  readonly channel: 'webhook' | 'slack' | 'email';
  readonly name: string;
  /** The host of its address; of an e-mail address, its first letter and its domain. */
  readonly target: string;
  readonly types: readonly string[];
  /** The only tenant that it is about; absent where it is about all. */
  readonly tenantId?: string | undefined;
  /** unconfirmed: it waits for the confirmation of who owns the e-mail address. ended: its tenant is off-boarded. */
  readonly state: 'active' | 'unconfirmed' | 'ended';
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Notifications that nobody took for three days: send them again when the cause is gone. */
  readonly parked: number;
  /** Until then it is signed with the secret before, too. */
  readonly oldSecretUntil?: string | undefined;
}

/** What is given is changed. */
export interface SubscriptionChange {
  /** What people call it. */
  readonly name?: string | undefined;
  /** Events that it is sent: TenantAttentionRaised, TenantAttentionCleared, TenantRequested, TenantReady, SuspensionChanged, IsolationChanged, TenantOffboarding, TenantOffboarded, AccountClosed, ErasureCertified. More may follow. */
  readonly types?: readonly ('TenantAttentionRaised' | 'TenantAttentionCleared' | 'TenantRequested' | 'TenantReady' | 'SuspensionChanged' | 'IsolationChanged' | 'TenantOffboarding' | 'TenantOffboarded' | 'AccountClosed' | 'ErasureCertified')[] | undefined;
  /** Of webhook and slack: https. A secret, shown to nobody afterwards. */
  readonly url?: string | undefined;
  /** Of webhook: makes another secret, shown once. For a day notifications are signed with both. */
  readonly rotateSecret?: boolean | undefined;
}

/** It is gone. */
export interface SubscriptionRemoved {
  readonly id: string;
}

/** A subscription, with its new secret where it got one: shown once. */
export interface SubscriptionSaved {
  readonly subscription: Subscription;
  /** `whsec_…`: the receiver verifies signatures with it (Standard Webhooks). */
  readonly secret?: string | undefined;
}

/** Subscriptions, the newest first. */
export interface Subscriptions {
  readonly subscriptions: readonly Subscription[];
}

/** Who suspended the tenant, or resumed it, and what of it is done. */
export interface SuspensionReport {
  /** `suspended` only when every stage has said so; `resuming` until every stage has verified all that it had again. */
  readonly state: 'suspending' | 'suspended' | 'resuming';
  /** When it was asked for. */
  readonly since: string;
  /** Subject of the person in the super admins’ user pool, or `machine:<name>`. */
  readonly requestedBy: string;
  /** What the person or machine is called; nobody is known by it. */
  readonly requestedByName?: string | undefined;
  readonly reason: string;
  readonly stages: readonly {
    readonly stage: string;
    /** When the stage said that it has followed; absent until then. */
    readonly doneAt?: string | undefined;
  }[];
}

/** Typed confirmation, and why. */
export interface SuspensionRequest {
  /** The tenant's slug, typed by a person. */
  readonly confirm: string;
  /** Why, for the audit: 3 to 500 characters on one line. */
  readonly reason: string;
}

/** A tenant with what its stages do and what it has. */
export interface Tenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly domain: string;
  readonly plan: string;
  readonly state: TenantState;
  readonly outcome?: Outcome | undefined;
  /** For what it needs attention, the worst first; absent where it needs none. */
  readonly attention?: readonly Attention[] | undefined;
  readonly requestedAt: string;
  /** When it was first ready. */
  readonly readyAt?: string | undefined;
  /** When anything was last heard of it. */
  readonly heardAt: string;
  readonly accountId?: string | undefined;
  /** Set while it is isolated, or not yet let back: off the net, and out of reach of its roles. */
  readonly isolation?: {
    /** `isolated` only when every stage has said so; `ending` until every stage has verified all that it had again. */
    readonly state: 'isolating' | 'isolated' | 'ending';
    /** When it was asked for. */
    readonly since: string;
  } | undefined;
  /** Set while it is suspended, or not yet resumed: its domain answers with its own page. */
  readonly suspension?: {
    /** `suspended` only when every stage has said so; `resuming` until every stage has verified all that it had again. */
    readonly state: 'suspending' | 'suspended' | 'resuming';
    /** When it was asked for. */
    readonly since: string;
  } | undefined;
  /** Stages that wait for a person. */
  readonly stalled: readonly string[];
  /** What it is at now, or waits for. */
  readonly activity?: string | undefined;
  /** Of a live tenant: stages that make more than they did when they last verified it. A replay brings it to the new baseline. */
  readonly behind?: readonly string[] | undefined;
  /** When it was last heard of, set when nothing was heard for longer than its state should take: somebody should look. */
  readonly quietSince?: string | undefined;
  /** Of the tenant's administrator, as requested or as last changed. */
  readonly adminEmail: string;
  /** Set where its plan is not in the catalogue: the plan whose limits it has. */
  readonly limitsOf?: string | undefined;
  readonly variables: { readonly [key: string]: string };
  /** Set with `quietSince`: of what nothing was heard. */
  readonly quiet?: {
    readonly stage: string;
    /** Empty when the stage has not begun. */
    readonly step: string;
    /** ISO 8601, UTC. */
    readonly since: string;
    /** When something should have been heard at the latest. */
    readonly expectedBy: string;
    /** What to do about it. */
    readonly advice: string;
  } | undefined;
  /** Of a live tenant, by stages that have looked. */
  readonly drift?: readonly StageDrift[] | undefined;
  /** Of a live tenant, once it was looked at. */
  readonly health?: Health | undefined;
  /** What its state allows to ask for. */
  readonly actions: readonly ('change' | 'variables' | 'invite' | 'check-drift' | 'retry' | 'cancel' | 'offboard' | 'replay' | 'suspend' | 'resume' | 'isolate' | 'end-isolation')[];
  /** Stages that have begun, in the order of the saga. */
  readonly stages: readonly Stage[];
  readonly resources: readonly Resource[];
  /** Variables and ids of what was deployed, as the events name them. */
  readonly configuration: { readonly [key: string]: unknown };
  readonly offboarding?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** Subject of the person, or `machine:<name>`. */
    readonly requestedBy?: string | undefined;
    readonly requestedByName?: string | undefined;
    readonly reason: string;
    readonly export: boolean;
    readonly exportLocation?: string | undefined;
    /** Of its file SHA256SUMS, which names all others; hexadecimal. */
    readonly exportSha256?: string | undefined;
    /** Of the export: on this day, UTC, the bucket begins to delete it. */
    readonly exportKeptUntil?: string | undefined;
    /** ISO 8601, UTC. */
    readonly offboardedAt?: string | undefined;
    readonly leftovers?: number | undefined;
    readonly evidence?: {
      readonly location: string;
      readonly sha256: string;
    } | undefined;
    /** What was left alone on purpose: the organization's own, what lay in an account that was closed already, and logins that PostgreSQL does not let go. */
    readonly remains?: readonly {
      readonly what: string;
      readonly why: string;
    }[] | undefined;
    /** Of erasure: what was kept of people is erased, or expires by this day. */
    readonly certificate?: {
      readonly location: string;
      readonly sha256: string;
      readonly completeOn: string;
    } | undefined;
    readonly closing?: {
      readonly state: string;
      /** ISO 8601, UTC. */
      readonly closesAt?: string | undefined;
      /** ISO 8601, UTC. */
      readonly closedAt?: string | undefined;
    } | undefined;
  } | undefined;
  readonly isolationReport?: IsolationReport | undefined;
  readonly suspensionReport?: SuspensionReport | undefined;
}

/** Name and plan as they are now. */
export interface TenantChange {
  readonly tenantId: string;
  readonly name: string;
  readonly plan: string;
}

/** What a tenant costs. */
export interface TenantCost {
  readonly tenantId: string;
  readonly accountId?: string | undefined;
  readonly currency: 'USD';
  /** By Cost Explorer, oldest first. */
  readonly months: readonly {
    /** `2026-11`. */
    readonly month: string;
    /** US dollars. */
    readonly usd: number;
    readonly isFinal: boolean;
  }[];
  /** This month by service, by Cost Explorer. */
  readonly services: readonly {
    readonly service: string;
    /** US dollars. */
    readonly usd: number;
  }[];
  /** Cost Explorer is about a day late. */
  readonly reportedUntil?: string | undefined;
  /** Why Cost Explorer says nothing: its figures are absent then, estimates are there. */
  readonly unknown?: string | undefined;
  /** What is deployed now, by list price. */
  readonly estimate: CostEstimate;
  /** What is deployed, for the hours of this month in which it was there. */
  readonly estimatedThisMonthUsd: number;
  /** ISO 8601, UTC. */
  readonly estimatedAt: string;
}

/** Tenants, newest first or as `sort` says. */
export interface TenantPage {
  readonly tenants: readonly TenantSummary[];
  /** For the next page; absent on the last one. */
  readonly cursor?: string | undefined;
  /** How many fit on all pages; set where `sort` was asked for. */
  readonly total?: number | undefined;
}

/** A merge patch (RFC 7396): what shall be different. */
export interface TenantPatch {
  /** The tenant's name, 1 to 100 characters on one line, with plain spaces. */
  readonly name?: string | undefined;
  /** A plan of the catalogue (`GET /deployment`). */
  readonly plan?: string | undefined;
}

/** A tenant to on-board. Slug and domain belong together: either is enough, and the name will do. */
export interface TenantRequest {
  /** The tenant's name, 1 to 100 characters on one line, with plain spaces. */
  readonly name: string;
  /** The label below the root domain as text; made from the name when absent. */
  readonly slug?: string | undefined;
  /** The domain as text: `<slug>.<root domain>`. */
  readonly domain?: string | undefined;
  /** The e-mail address of the tenant's first user, at most 128 characters. */
  readonly adminEmail: string;
  /** The plan, 1 to 40 characters on one line. */
  readonly plan: string;
  /** Variables of the pipeline, {"APP_NAME": "text"}: APP_ and upper-case letters, digits and underscores, at most 64 characters; or LOG_LEVEL. At most 512 characters on one line each. */
  readonly variables?: { readonly [key: string]: string } | undefined;
  /** An IPv4 CIDR block that the tenant must have, as text; allocated when absent. */
  readonly cidr?: string | undefined;
  /** Prefix length of the range to allocate, a number. */
  readonly cidrPrefix?: number | undefined;
}

/** Where a tenant is in its life. */
export type TenantState = 'requested' | 'onboarding' | 'ready' | 'stalled' | 'failed' | 'offboarding' | 'offboarded';

/** A line of the list of tenants. */
export interface TenantSummary {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly domain: string;
  readonly plan: string;
  readonly state: TenantState;
  readonly outcome?: Outcome | undefined;
  /** For what it needs attention, the worst first; absent where it needs none. */
  readonly attention?: readonly Attention[] | undefined;
  readonly requestedAt: string;
  /** When it was first ready. */
  readonly readyAt?: string | undefined;
  /** When anything was last heard of it. */
  readonly heardAt: string;
  readonly accountId?: string | undefined;
  /** Set while it is isolated, or not yet let back: off the net, and out of reach of its roles. */
  readonly isolation?: {
    /** `isolated` only when every stage has said so; `ending` until every stage has verified all that it had again. */
    readonly state: 'isolating' | 'isolated' | 'ending';
    /** When it was asked for. */
    readonly since: string;
  } | undefined;
  /** Set while it is suspended, or not yet resumed: its domain answers with its own page. */
  readonly suspension?: {
    /** `suspended` only when every stage has said so; `resuming` until every stage has verified all that it had again. */
    readonly state: 'suspending' | 'suspended' | 'resuming';
    /** When it was asked for. */
    readonly since: string;
  } | undefined;
  /** Stages that wait for a person. */
  readonly stalled: readonly string[];
  /** What it is at now, or waits for. */
  readonly activity?: string | undefined;
  /** Of a live tenant: stages that make more than they did when they last verified it. A replay brings it to the new baseline. */
  readonly behind?: readonly string[] | undefined;
  /** When it was last heard of, set when nothing was heard for longer than its state should take: somebody should look. */
  readonly quietSince?: string | undefined;
}

/** What happened to a tenant. */
export interface Timeline {
  readonly tenantId: string;
  readonly state: TenantState;
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly stages: readonly Stage[];
  /** Oldest first, without the progress of steps. */
  readonly events: readonly TimelineEvent[];
  /** What every step took, oldest first. */
  readonly steps: readonly Step[];
  /** By what the tenant was asked for, oldest first; `step.episode` says which steps are whose. */
  readonly episodes?: readonly Episode[] | undefined;
}

/** A fact that the bus has told. */
export interface TimelineEvent {
  readonly event: string;
  /** With which it is published; absent of an event that this release does not know. */
  readonly source?: string | undefined;
  readonly eventId: string;
  /** Id of the event that led to it; empty for a first cause. */
  readonly causedBy: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** X-Ray trace of the work that told it; absent where none was kept. */
  readonly traceId?: string | undefined;
  /** That trace in the AWS console; sign in to the super-admin account first. */
  readonly traceUrl?: string | undefined;
  readonly detail: { readonly [key: string]: unknown };
}

/** All variables as they are now. */
export interface VariablesAccepted {
  readonly tenantId: string;
  readonly variables: { readonly [key: string]: string };
}

/** A merge patch (RFC 7396). */
export type VariablesPatch = { readonly [key: string]: string | null };

/** Every route: what it takes and what it answers. */
export interface Routes {
  /** Says who calls and what that person or machine may do. */
  readonly 'GET /me': {
    readonly answer: Me;
  };
  /** Describes the deployment. */
  readonly 'GET /deployment': {
    readonly answer: Deployment;
  };
  /** Checks that the control plane works, and warns of alarms, tenants that need attention, and failed messages. */
  readonly 'GET /checks': {
    readonly answer: Checks;
  };
  /** Lists the deployment's alarms with their states, those in ALARM first, and who hears them. */
  readonly 'GET /alarms': {
    readonly answer: Alarms;
  };
  /** Lists tenants, newest first. */
  readonly 'GET /tenants': {
    readonly query?: {
      /** Part of a name, slug, domain, tenant id or account id; in any case. */
      readonly search?: string | undefined;
      /** Only tenants in these states (requested, onboarding, ready, stalled, failed, offboarding, offboarded), with commas between. */
      readonly state?: string | undefined;
      /** Only tenants of which this became. */
      readonly outcome?: Outcome | undefined;
      /** Only tenants that need attention: `any`, `none`, or kinds (stalled, unwell, releaseFailed, rolledBack, quiet, drifted) with commas between. */
      readonly attention?: string | undefined;
      /** Only live tenants that are behind on this stage. */
      readonly behind?: StageName | undefined;
      /** By what they are sorted, with `-` before it from the end; newest first when absent. */
      readonly sort?: 'name' | 'state' | 'domain' | 'plan' | 'requestedAt' | '-name' | '-state' | '-domain' | '-plan' | '-requestedAt' | undefined;
      /** Items on a page, 1 to 100. */
      readonly limit?: number | undefined;
      /** What the previous page gave. */
      readonly cursor?: string | undefined;
    } | undefined;
    readonly answer: TenantPage;
  };
  /** On-boards a tenant. */
  readonly 'POST /tenants': {
    readonly body: TenantRequest;
    readonly idempotencyKey: string;
    readonly answer: Accepted;
  };
  /** Shows a tenant. */
  readonly 'GET /tenants/{id}': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: Tenant;
  };
  /** Changes what a tenant is called, or its plan. */
  readonly 'PATCH /tenants/{id}': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: TenantPatch;
    readonly answer: TenantChange;
  };
  /** Changes variables of a tenant's pipeline. */
  readonly 'PATCH /tenants/{id}/variables': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: VariablesPatch;
    readonly answer: VariablesAccepted;
  };
  /** Has a stage try again. */
  readonly 'POST /tenants/{id}/retry': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: RetryRequest;
    readonly idempotencyKey?: string | undefined;
    readonly answer: Accepted;
  };
  /** Takes a tenant back that never was live. */
  readonly 'POST /tenants/{id}/cancel': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: CancelRequest;
    readonly answer: Accepted;
  };
  /** Takes a tenant back, with everything it has. */
  readonly 'POST /tenants/{id}/offboard': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: OffboardRequest;
    readonly answer: Accepted;
  };
  /** Counts tenants that need attention. */
  readonly 'GET /attention': {
    readonly answer: AttentionSummary;
  };
  /** Acknowledges, assigns or silences what a tenant needs attention for. */
  readonly 'POST /tenants/{id}/attention': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: HandlingRequest;
    readonly answer: Accepted;
  };
  /** Looks whether a live tenant has drifted. */
  readonly 'POST /tenants/{id}/drift-checks': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: DriftCheckRequest;
    readonly answer: Accepted;
  };
  /** Says in one answer what needs attention, what is moving, and how the deployment is. */
  readonly 'GET /overview': {
    readonly answer: Overview;
  };
  /** Shows what happened to a tenant, step by step. */
  readonly 'GET /tenants/{id}/timeline': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: Timeline;
  };
  /** Lists runs of the tenant's pipeline. */
  readonly 'GET /tenants/{id}/releases': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: Releases;
  };
  /** Lists what was built of the tenants' application. */
  readonly 'GET /releases': {
    readonly answer: ReleaseBuilds;
  };
  /** Shows the evidence that nothing of a tenant is left. */
  readonly 'GET /tenants/{id}/evidence': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: Evidence;
  };
  /** Gives the addresses of an off-boarded tenant's exported data, for some minutes. */
  readonly 'POST /tenants/{id}/export-downloads': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: ExportDownloadRequest;
    readonly answer: ExportDownloads;
  };
  /** Shows that a tenant's people are forgotten, store by store. */
  readonly 'GET /tenants/{id}/certificate': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: ErasureCertificate;
  };
  /** Lists people's logins to a tenant's database, newest first. */
  readonly 'GET /tenants/{id}/database-logins': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: DatabaseLogins;
  };
  /** Gives the caller a login to a tenant's database, for some hours. */
  readonly 'POST /tenants/{id}/database-logins': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: DatabaseLoginRequest;
    readonly answer: DatabaseLoginGiven;
  };
  /** Ends a person's login at once, with its sessions. */
  readonly 'POST /tenants/{id}/database-logins/{login}/revoke': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
      /** Name of the login. */
      readonly login: string;
    };
    readonly body: DatabaseLoginRevocation;
    readonly answer: DatabaseLogin;
  };
  /** Shows how the tenant's administrator stands, and who sends the mail of its users. */
  readonly 'GET /tenants/{id}/administrator': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: Administrator;
  };
  /** Invites the tenant's administrator again, or another person in that place. */
  readonly 'POST /tenants/{id}/administrator': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: InvitationBody;
    readonly answer: Accepted;
  };
  /** Takes a tenant that may be compromised off the net. */
  readonly 'POST /tenants/{id}/isolation': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: IsolationRequest;
    readonly answer: Accepted;
  };
  /** Ends the isolation of a tenant. */
  readonly 'POST /tenants/{id}/isolation/end': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: IsolationRequest;
    readonly answer: Accepted;
  };
  /** Suspends a tenant: its door is shut, and everything stays. */
  readonly 'POST /tenants/{id}/suspension': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: SuspensionRequest;
    readonly answer: Accepted;
  };
  /** Resumes a suspended tenant. */
  readonly 'POST /tenants/{id}/suspension/end': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly body: SuspensionRequest;
    readonly answer: Accepted;
  };
  /** Says what on-boarding a tenant would create, need, cost and take. */
  readonly 'POST /plan': {
    readonly body: PlanRequest;
    readonly answer: Plan;
  };
  /** Lists quotas and their use. */
  readonly 'GET /quotas': {
    readonly answer: Quotas;
  };
  /** Shows what tenants cost, each and in total. */
  readonly 'GET /cost': {
    readonly answer: Cost;
  };
  /** Shows what a tenant costs. */
  readonly 'GET /tenants/{id}/cost': {
    readonly path: {
      /** The tenant's id, a ULID. */
      readonly id: string;
    };
    readonly answer: TenantCost;
  };
  /** Lists accounts that wait to be closed, or were lately. */
  readonly 'GET /closings': {
    readonly query?: {
      /** queued or closed. */
      readonly state?: 'queued' | 'closed' | undefined;
      /** Items on a page, 1 to 100. */
      readonly limit?: number | undefined;
      /** What the previous page gave. */
      readonly cursor?: string | undefined;
    } | undefined;
    readonly answer: ClosingPage;
  };
  /** Lists who is told what: e-mail, Slack, webhooks. */
  readonly 'GET /notifications': {
    readonly answer: Subscriptions;
  };
  /** Subscribes an e-mail address, a channel of Slack or a webhook. */
  readonly 'POST /notifications': {
    readonly body: NewSubscription;
    readonly answer: SubscriptionSaved;
  };
  /** Changes a subscription, or gives it another secret. */
  readonly 'PATCH /notifications/{notification}': {
    readonly path: {
      /** Of the subscription. */
      readonly notification: string;
    };
    readonly body: SubscriptionChange;
    readonly answer: SubscriptionSaved;
  };
  /** Removes a subscription, with its address and secrets. */
  readonly 'DELETE /notifications/{notification}': {
    readonly path: {
      /** Of the subscription. */
      readonly notification: string;
    };
    readonly answer: SubscriptionRemoved;
  };
  /** Sends a test at once, and says how it went. */
  readonly 'POST /notifications/{notification}/test': {
    readonly path: {
      /** Of the subscription. */
      readonly notification: string;
    };
    readonly answer: Delivery;
  };
  /** Lists what a subscription was told in the last 30 days, newest first. */
  readonly 'GET /notifications/{notification}/deliveries': {
    readonly path: {
      /** Of the subscription. */
      readonly notification: string;
    };
    readonly query?: {
      /** Items on a page, 1 to 100. */
      readonly limit?: number | undefined;
      /** What the previous page gave. */
      readonly cursor?: string | undefined;
    } | undefined;
    readonly answer: Deliveries;
  };
  /** Sends a notification again, by the same id. */
  readonly 'POST /notifications/{notification}/deliveries/{delivery}/resend': {
    readonly path: {
      /** Of the subscription. */
      readonly notification: string;
      /** Of the delivery. */
      readonly delivery: string;
    };
    readonly answer: Delivery;
  };
  /** Lists replays, newest first. */
  readonly 'GET /replays': {
    readonly query?: {
      /** Only replays for this tenant. */
      readonly tenantId?: string | undefined;
      /** Items on a page, 1 to 100. */
      readonly limit?: number | undefined;
      /** What the previous page gave. */
      readonly cursor?: string | undefined;
    } | undefined;
    readonly answer: ReplayPage;
  };
  /** Tells events again: stages verify everything and mend what has drifted. */
  readonly 'POST /replays': {
    readonly body: ReplayRequest;
    readonly idempotencyKey?: string | undefined;
    readonly answer: Replay;
  };
  /** Counts what a replay would deliver. */
  readonly 'POST /replays/preview': {
    readonly body: ReplaySelection;
    readonly answer: ReplayPreview;
  };
  /** Lists dead letters of all queues, oldest first. */
  readonly 'GET /dead-letters': {
    readonly query?: {
      /** Only of this queue. */
      readonly queue?: string | undefined;
    } | undefined;
    readonly answer: DeadLetters;
  };
  /** Shows a dead letter. */
  readonly 'GET /dead-letters/{queue}/{messageId}': {
    readonly path: {
      /** Whose dead letter. */
      readonly queue: string;
      /** Id of the message. */
      readonly messageId: string;
    };
    readonly answer: DeadLetter;
  };
  /** Has several dead letters worked on again. */
  readonly 'POST /dead-letters/redrive': {
    readonly body: DeadLettersRequest;
    readonly answer: DeadLettersDone;
  };
  /** Deletes several dead letters. */
  readonly 'POST /dead-letters/discard': {
    readonly body: DeadLettersRequest;
    readonly answer: DeadLettersDone;
  };
  /** Has a dead letter worked on again. */
  readonly 'POST /dead-letters/{queue}/{messageId}/redrive': {
    readonly path: {
      /** Whose dead letter. */
      readonly queue: string;
      /** Id of the message. */
      readonly messageId: string;
    };
    readonly body: RedriveRequest;
    readonly answer: DeadLetterDone;
  };
  /** Deletes a dead letter. */
  readonly 'POST /dead-letters/{queue}/{messageId}/discard': {
    readonly path: {
      /** Whose dead letter. */
      readonly queue: string;
      /** Id of the message. */
      readonly messageId: string;
    };
    readonly body: DiscardRequest;
    readonly answer: DeadLetterDone;
  };
  /** Lists who did what, newest first. */
  readonly 'GET /audit': {
    readonly query?: {
      /** Only about this tenant. */
      readonly tenantId?: string | undefined;
      /** Only from this time on, ISO 8601, UTC. */
      readonly from?: string | undefined;
      /** Only until this time, ISO 8601, UTC. */
      readonly to?: string | undefined;
      /** Only by this person or machine: e-mail address, user name, subject, or `machine:<name>`. */
      readonly by?: string | undefined;
      /** Items on a page, 1 to 100. */
      readonly limit?: number | undefined;
      /** What the previous page gave. */
      readonly cursor?: string | undefined;
    } | undefined;
    readonly answer: AuditPage;
  };
  /** Lists who signs in here. */
  readonly 'GET /people': {
    readonly answer: People;
  };
  /** Invites somebody. */
  readonly 'POST /people': {
    readonly body: PersonInvitation;
    readonly answer: Person;
  };
  /** Changes what somebody may do, disables or enables somebody, or sends the invitation again. */
  readonly 'PATCH /people/{person}': {
    readonly path: {
      /** Subject in the user pool; it never changes. */
      readonly person: string;
    };
    readonly body: PersonChange;
    readonly answer: Person;
  };
  /** Removes somebody for good. */
  readonly 'POST /people/{person}/removal': {
    readonly path: {
      /** Subject in the user pool; it never changes. */
      readonly person: string;
    };
    readonly body: PersonRemoval;
    readonly answer: PersonRemoved;
  };
}

export type Route = keyof Routes;

