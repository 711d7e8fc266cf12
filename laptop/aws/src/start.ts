import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Aws, AwsOptions, FunctionProcess } from './aws.ts';
import { bothOrNeither } from './both-or-neither.ts';
import { createClock } from './clock.ts';
import { createClusterServers } from './cluster-servers.ts';
import { openDatabase, waysOn } from './database.ts';
import { startEmulator } from './emulator.ts';
import { onFreePort } from './free-port.ts';
import { createAuthorize } from './gateway/authorize.ts';
import { createElsewhere } from './gateway/elsewhere.ts';
import { services as allServices, codeServicesOf } from './gateway/emulated/all.ts';
import { createEmulatorClient } from './gateway/emulator.ts';
import { createFaults } from './gateway/faults.ts';
import { createForward } from './gateway/forward.ts';
import { createHandleCall } from './gateway/handle-call.ts';
import { createHosts } from './gateway/hosts.ts';
import { createLook } from './gateway/iam/look.ts';
import { createQuestions } from './gateway/iam/questions.ts';
import { createAuthorizeInternal } from './gateway/iam/service-calls.ts';
import { createIdentity } from './gateway/identity.ts';
import { createJournal } from './gateway/journal.ts';
import type { DatabasePort } from './gateway/network/database-port.ts';
import { createRuleSwitches } from './gateway/rule-switches.ts';
import { rules as allRules } from './gateway/rules/all.ts';
import { makeFresh } from './gateway/rules/by-hand.ts';
import { quotas } from './gateway/rules/quotas.ts';
import { type GatewayPort, openGatewayPort } from './gateway/server.ts';
import { openGatewayState } from './gateway/state.ts';
import type { GatewayContext } from './gateway/types.ts';
import { once } from './once.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { endOrphans } from './processes.ts';
import { readRunFile, writeRunFile } from './run-file.ts';
import { isToldToEnd, onEndSignal, ToldToEndError } from './signals.ts';

const DEFAULT_REGION = 'us-east-1';

/**
 * Starts PostgreSQL, the emulator and the gateway. Every process ends with this one: on `stop`, when this process exits, and,
 * if it was killed, at the next start at the latest.
 */
export const startAws = async (options: AwsOptions): Promise<Aws> => {
  endOrphans();
  // Until everything runs there is nothing to save: a signal then ends this process, and that ends the others.
  let end = async (): Promise<void> => {};
  const forget = onEndSignal(() => end());
  try {
    if (isToldToEnd()) throw new ToldToEndError();
    const aws = await startParts(options);
    end = aws.stop;
    if (isToldToEnd()) {
      await aws.stop();
      throw new ToldToEndError();
    }
    return { ...aws, stop: () => aws.stop().finally(forget) };
  } catch (error) {
    forget();
    throw error;
  }
};

const startParts = async (options: AwsOptions): Promise<Aws> => {
  const gateway = await openGatewayPort(options.port);
  try {
    return await startBehind(gateway, options);
  } catch (error) {
    await gateway.close();
    throw error;
  }
};

const startBehind = async (gateway: GatewayPort, options: AwsOptions): Promise<Aws> => {
  const { world, stateDir, region = DEFAULT_REGION } = options;
  await mkdir(stateDir, { recursive: true });
  const clock = createClock(options.clock);
  const secret = randomBytes(16).toString('hex');
  const saved = await readRunFile(stateDir);
  const { port } = gateway;
  const url = `http://127.0.0.1:${port}`;
  const gatewayState = openGatewayState(path.join(stateDir, 'gateway'));
  const { state } = gatewayState;
  if (options.aws === 'fresh') makeFresh({ state, world });
  const postgresStart =
    options.postgres === false ? undefined : startPostgres({ folder: path.join(stateDir, 'postgres'), password: saved.postgresPassword });
  const emulatorStart = onFreePort((emulatorPort) =>
    startEmulator({
      stateDir,
      port: emulatorPort,
      gatewayUrl: url,
      clock: clock.scale,
      region,
      defaultAccountId: world.home,
      organization: [world.management, ...world.accounts.filter((account) => account !== world.management)],
      concurrentExecutions: quotas({ state, world }).concurrentExecutions,
      secret,
      env: { LAPTOP_POSTGRES_PORT: String(saved.postgresPort), LAPTOP_POSTGRES_PASSWORD: saved.postgresPassword },
    }),
  );
  const [postgres, child] = await bothOrNeither(postgresStart, emulatorStart);
  const emulator = createEmulatorClient(child.port, secret, region);
  const journal = createJournal(options.journalFile);
  const faults = createFaults(async (target) => void (await emulator.internal('kill', target)), world);
  const questions = createQuestions(emulator, createLook(emulator, { state, world, emulator: emulator.call }));
  const delivery = codeServicesOf(world);
  const context: GatewayContext = {
    world,
    clock,
    journal,
    url,
    region,
    ...(postgres ? { databasePort: saved.postgresPort } : {}),
    state,
    emulator: emulator.call,
    forward: createForward(emulator, secret),
    authorize: createAuthorize(emulator, questions, journal),
    authorizeInternal: createAuthorizeInternal(questions, journal),
    announce: async (event) => void (await emulator.internal('service-event', event)),
    deliver: async (event) => (await emulator.internal('deliver', event)).output.delivered === true,
  };
  const ensureDatabase: Postgres['ensure'] = async (wanted) => {
    if (!postgres) throw new Error('this run has no PostgreSQL');
    await postgres.ensure(wanted);
  };
  const rules = options.rules ?? allRules;
  const switches = createRuleSwitches(rules);
  let database: DatabasePort | undefined;
  const elsewhere = createElsewhere();
  const rejectedConnections = () => database?.rejected() ?? [];
  const waysBetween = waysOn(emulator, context);
  gateway.serve({
    emulator,
    identity: createIdentity(emulator, world.home),
    hosts: createHosts(emulator, secret, context, elsewhere),
    admin: {
      faults,
      rules: switches,
      journal,
      clock,
      accounts: world.accounts,
      region,
      ensureDatabase,
      clusterServers: createClusterServers(postgres),
      rejectedConnections,
      delivery: { answer: (request) => delivery.answer(context, request) },
      mailsTo: async (to) => (await emulator.internal('mails', { to })).output,
      waysBetween,
    },
    region,
    handle: createHandleCall({
      rules,
      switches,
      services: options.services ?? allServices(delivery),
      faults,
      context,
      questions,
    }),
  });
  if (postgres) database = await openDatabase(postgres, emulator, context, saved.postgresPort);
  await writeRunFile(stateDir, saved);
  const stop = async (): Promise<void> => {
    await delivery.stopAll();
    await gateway.close();
    await database?.close();
    await Promise.all([child.stop(), postgres?.stop()]);
    emulator.close();
    gatewayState.save();
    await journal.close();
  };
  return {
    url,
    port,
    region,
    journal,
    faults,
    rules: switches,
    clock,
    ...(postgres ? { postgres } : {}),
    context,
    rejectedConnections,
    answerBy: elsewhere.answerBy,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: world.home,
      AWS_SECRET_ACCESS_KEY: 'laptop',
    },
    workers: async () => (await emulator.internal('workers', {})).output.workers as FunctionProcess[],
    killFunction: async (name, { idle = false, contains = '' } = {}) =>
      (await emulator.internal('kill', { function: name, idle, contains })).output.killed as number[],
    failResource: async (stack, resource) => void (await emulator.internal('fail-resource', { stack, resource })),
    stop: once(stop),
  };
};
