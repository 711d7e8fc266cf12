import { applyMode, Mode } from '@cloudscape-design/global-styles';

export const MODES = ['system', 'light', 'dark'] as const;
export type ModeChoice = (typeof MODES)[number];
const KEY = 'tenantry.mode';
const dark = () => matchMedia('(prefers-color-scheme: dark)');

export const modeChoice = (): ModeChoice => {
  const stored = localStorage.getItem(KEY);
  return MODES.find((mode) => mode === stored) ?? 'system';
};
const apply = (): void => {
  const choice = modeChoice();
  applyMode(choice === 'dark' || (choice === 'system' && dark().matches) ? Mode.Dark : Mode.Light);
};

export const chooseMode = (choice: ModeChoice): void => {
  localStorage.setItem(KEY, choice);
  apply();
};

/** Follows the person's choice, and where there is none the system's. */
export const startTheme = (): void => {
  apply();
  dark().addEventListener('change', apply);
};
