import { AwsError } from '../../errors.ts';
import type { BuildLog } from './build-log.ts';
import { type Build, BuildAborted, type BuildPhase, type BuildStatus, PhaseError } from './types.ts';

/** Writes into a build what its phases do. */
export interface BuildTimeline {
  /** Runs one phase and records how it ended; rethrows why it failed. */
  readonly phase: <T>(phaseType: string, work: () => Promise<T>) => Promise<T>;
  readonly complete: (status: BuildStatus) => void;
}

const contextOf = (error: unknown): { statusCode: string; message: string } => {
  if (error instanceof PhaseError) return { statusCode: error.statusCode, message: error.message };
  if (error instanceof BuildAborted)
    return { statusCode: error.status === 'TIMED_OUT' ? 'BUILD_TIMED_OUT' : 'STOPPED', message: error.message };
  if (error instanceof AwsError) return { statusCode: error.code, message: error.message };
  return { statusCode: 'CLIENT_ERROR', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
};

/** A phase does not begin once `signal` is aborted. */
export const createTimeline = (build: Build, now: () => number, log: BuildLog, signal: AbortSignal): BuildTimeline => {
  const end = (phase: BuildPhase, status: BuildStatus): void => {
    phase.endTime = now() / 1000;
    phase.durationInSeconds = Math.floor(phase.endTime - phase.startTime);
    phase.phaseStatus = status;
    log.announce(`Phase complete: ${phase.phaseType} State: ${status}`);
  };
  return {
    phase: async (phaseType, work) => {
      const phase: BuildPhase = { phaseType, startTime: now() / 1000 };
      build.currentPhase = phaseType;
      build.phases.push(phase);
      log.announce(`Entering phase ${phaseType}`);
      try {
        signal.throwIfAborted();
        const result = await work();
        end(phase, 'SUCCEEDED');
        return result;
      } catch (error) {
        const { statusCode, message } = contextOf(error);
        phase.contexts = [{ statusCode, message: log.masked(message) }];
        end(phase, error instanceof BuildAborted ? error.status : 'FAILED');
        log.announce(`Phase context status code: ${statusCode} Message: ${message}`);
        throw error;
      }
    },
    complete: (status) => {
      build.endTime = now() / 1000;
      build.phases.push({ phaseType: 'COMPLETED', startTime: build.endTime });
      build.currentPhase = 'COMPLETED';
      build.buildStatus = status;
      build.buildComplete = true;
    },
  };
};
