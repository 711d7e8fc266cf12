import type { Project } from './jest.ts';

/** What runs when nothing is asked for, in order. */
const PROJECTS: readonly Project[] = ['unit', 'aws'];
const KNOWN: readonly Project[] = [...PROJECTS, 'long', 'drill'];
const isProject = (name: string): name is Project => KNOWN.some((project) => project === name);

/**
 * Splits the command line into the projects to run, in order, and what jest is given besides.
 * @throws Error when `--selectProjects` names none that exists
 */
export const selection = (argv: readonly string[]): { readonly projects: readonly Project[]; readonly args: readonly string[] } => {
  const at = argv.indexOf('--selectProjects');
  if (at < 0) return { projects: PROJECTS, args: argv };
  const rest = argv.slice(at + 1);
  const end = rest.findIndex((argument) => !isProject(argument));
  const chosen = end < 0 ? rest : rest.slice(0, end);
  if (chosen.length === 0) throw new Error(`--selectProjects wants one of: ${KNOWN.join(', ')}`);
  return { projects: KNOWN.filter((project) => chosen.includes(project)), args: [...argv.slice(0, at), ...rest.slice(chosen.length)] };
};
