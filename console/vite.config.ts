import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Cloudscape's style sheet carries its typeface as data: 120 KB before anything is shown, and against the content security policy. */
const systemFonts: Plugin = {
  name: 'system-fonts',
  enforce: 'pre',
  transform: (code, id) => (id.includes('global-styles/index.css') ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : undefined),
};

/** A style sheet in the head keeps everything unpainted; at the end of the body only what comes after it, and scripts wait for it still. */
const paintFirst: Plugin = {
  name: 'paint-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const sheets = html.match(/ *<link rel="stylesheet"[^>]* href="\/assets\/[^>]*>\n/g) ?? [];
      return sheets.reduce((rest, sheet) => rest.replace(sheet, ''), html).replace('  </body>', `${sheets.join('')}  </body>`);
    },
  },
};

export default defineConfig({
  plugins: [systemFonts, paintFirst, react()],
  build: {
    target: 'es2023',
    // The content security policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What a page loads; the bundle's test reads it.
    manifest: true,
  },
});
