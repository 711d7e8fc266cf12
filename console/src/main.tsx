import '@cloudscape-design/global-styles/index.css';
import './style.css';
import './shell/frame.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { storedTokens } from './auth/tokens.ts';
import { loadConfig } from './config.ts';
import { startTheme } from './shell/theme.ts';

startTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
try {
  // What will be shown is loaded while the configuration is.
  void (storedTokens() ? import('./pages.tsx') : import('./auth/sign-in-page.tsx'));
  const config = await loadConfig();
  createRoot(root).render(
    <StrictMode>
      <App config={config} />
    </StrictMode>,
  );
} catch (error) {
  // Before anything else is there to show it.
  root.textContent = `The console cannot start: ${error instanceof Error ? error.message : String(error)}. Was it published with its configuration?`;
}
