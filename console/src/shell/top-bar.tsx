import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { VERSION } from '@tenantry/api-client/generated/version';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { claimsOf } from '../auth/tokens.ts';
import { forgetDrafts } from './drafts.ts';
import { chooseMode, MODES, type ModeChoice, modeChoice } from './theme.ts';

const MODE_TITLES: Readonly<Record<ModeChoice, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const TopBar = ({ isOpen, onToggle }: { readonly isOpen: boolean; readonly onToggle: () => void }) => {
  const { session, config } = useApi();
  const [mode, setMode] = useState(modeChoice);
  const email = claimsOf(session.tokens()?.idToken ?? '..').email ?? 'Signed in';
  const choose = (id: string): void => {
    const chosen = MODES.find((one) => one === id);
    if (!chosen) {
      forgetDrafts();
      return void session.end();
    }
    chooseMode(chosen);
    setMode(chosen);
  };
  return (
    <header className="top">
      <button type="button" className="menu" aria-expanded={isOpen} aria-controls="navigation" onClick={onToggle}>
        Menu
      </button>
      <a className="brand" href="/">
        Tenantry{config.production ? '' : ` ${config.stage}`}
      </a>
      <ButtonDropdown
        variant="normal"
        items={[
          {
            id: 'appearance',
            text: 'Appearance',
            items: MODES.map((one) => ({ id: one, text: MODE_TITLES[one], itemType: 'checkbox' as const, checked: one === mode })),
          },
          { id: 'version', text: `Tenantry ${VERSION}`, disabled: true },
          { id: 'sign-out', text: 'Sign out' },
        ]}
        onItemClick={({ detail }) => choose(detail.id)}
        ariaLabel={`Account ${email}: appearance, sign out`}
      >
        <span className="wide">{email}</span>
        <span className="narrow" aria-hidden="true">
          Account
        </span>
      </ButtonDropdown>
    </header>
  );
};
