import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GatewayContext } from './types.ts';

export interface GatewayState {
  readonly state: GatewayContext['state'];
  /** Writes every object to the state folder, atomically. */
  readonly save: () => void;
}

/** The gateway's own state: one JSON object per name, read from and saved to `<folder>/gateway.json` beside the emulator's state. */
export const openGatewayState = (folder: string): GatewayState => {
  const file = path.join(folder, 'gateway.json');
  const saved = readSaved(file);
  const objects = new Map<string, object>();
  return {
    state: <T extends object>(name: string, initial: () => T): T => {
      // What was saved under a name is what the same caller kept there.
      const object = (objects.get(name) ?? saved[name] ?? initial()) as T;
      objects.set(name, object);
      return object;
    },
    save: () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.tmp`, JSON.stringify({ ...saved, ...Object.fromEntries(objects) }));
      renameSync(`${file}.tmp`, file);
    },
  };
};

const readSaved = (file: string): Record<string, object> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>) : {};
