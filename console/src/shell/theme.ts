import {
  colorBackgroundContainerContent,
  colorBackgroundLayoutMain,
  colorBorderDividerDefault,
  colorBorderItemFocused,
  colorTextBodyDefault,
  colorTextBodySecondary,
  colorTextHeadingDefault,
  colorTextLinkDefault,
} from '@cloudscape-design/design-tokens';
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

/** Cloudscape's colours by names of our own, for style.css. */
const COLOURS = {
  page: colorBackgroundLayoutMain,
  surface: colorBackgroundContainerContent,
  border: colorBorderDividerDefault,
  focus: colorBorderItemFocused,
  text: colorTextBodyDefault,
  secondary: colorTextBodySecondary,
  heading: colorTextHeadingDefault,
  link: colorTextLinkDefault,
};
/** Follows the person's choice, and where there is none the system's. */
export const startTheme = (): void => {
  for (const [name, value] of Object.entries(COLOURS)) document.body.style.setProperty(`--${name}`, value);
  apply();
  dark().addEventListener('change', apply);
};
