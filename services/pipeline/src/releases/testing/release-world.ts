import { ReleaseFailed, ReleaseMade, ReleaseRequested } from '@tenantry/events-schema/release';
import { CURRENT_RELEASE } from '@tenantry/shared/deployment/release';
import type { Built } from '../built.ts';
import type { Rollout } from '../message.ts';
import type { ReleasesPorts } from '../releases.ts';
import { jsonBytes, releaseIn, type Shelf } from '../shelf.ts';

const EVENTS = new Map([ReleaseMade, ReleaseFailed, ReleaseRequested].map((event) => [event.name as string, event]));
const NOW = Date.UTC(2026, 10, 28, 12);

/** An artifact bucket in memory that keeps what its policy keeps: nothing is put twice. */
const memoryShelf = (objects: Map<string, Uint8Array>): Shelf => {
  const parsed = (key: string) => {
    const found = objects.get(key);
    return found && releaseIn(found);
  };
  return {
    get: async (key) => objects.get(key),
    putOnce: async (key, body) => {
      const kept = objects.get(key) ?? body;
      objects.set(key, kept);
      return kept;
    },
    current: async () => parsed(CURRENT_RELEASE),
    setCurrent: async (release) => void objects.set(CURRENT_RELEASE, jsonBytes(release)),
    release: async (releaseId) => parsed(`releases/manifests/${releaseId}.json`),
  };
};

/** What makes releases, without AWS: what was built, oldest first, and what came of it. */
export const releaseWorld = (live: readonly string[] = []) => {
  const objects = new Map<string, Uint8Array>();
  const executions: Built[] = [];
  const published: { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
  const later: { readonly message: Rollout; readonly seconds: number }[] = [];
  const shelf = memoryShelf(objects);
  const ports: ReleasesPorts = {
    pipeline: {
      newestSuccess: async () => executions.findLast(({ state }) => state === 'succeeded')?.executionId,
      builtBy: async (executionId) =>
        executions.find((execution) => execution.executionId === executionId) ?? { state: 'other', executionId },
    },
    shelf,
    current: shelf.current,
    liveTenants: async () => live,
    publish: async (name, detail) =>
      void published.push({ name, detail: (EVENTS.get(name)?.detail.parse(detail) ?? {}) as Readonly<Record<string, unknown>> }),
    later: async (message, seconds) => void later.push({ message, seconds }),
    now: () => NOW,
  };
  /** An execution that has built these commits; each letter stands for a whole commit. */
  const built = (executionId: string, commits: { readonly database: string; readonly api: string; readonly ui: string }): void => {
    const repositories = (['database', 'api', 'ui'] as const).map((repository) => {
      const key = `archives/${executionId}/${repository}`;
      objects.set(key, Buffer.from(`${repository} ${commits[repository]} built by ${executionId}`));
      return { repository, commit: commits[repository].repeat(40), key };
    });
    executions.push({ state: 'succeeded', executionId, repositories });
  };
  return { ports, objects, executions, published, later, built };
};
