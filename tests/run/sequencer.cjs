const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest begins first, or it runs alone at the end while other processes have nothing to do. Jest knows how long files took
 * only where they have run before; on a fresh clone it takes the largest file first, which says nothing of tests that on-board tenants,
 * start programs or wait. `npm test` names its ten slowest files: what is new among them belongs here.
 */
const LONGEST = [
  // They on-board tenants, for which there is no room any more once another has filled the list (LAST).
  /\/(console|operate|tenants-own)\.browser\./,
  /\/tests\/e2e\/matrix-slices\./,
  /\/tests\/e2e\//,
  /\/(cli\/src\/cli|pipeline\/src\/delivery|data-export|distribution|start|baseline|landing-zone\/src\/deploy)\.aws\./,
  /\.aws\./,
];
const LAST = /\/many-tenants\.browser\./;
const rank = (file) => {
  if (LAST.test(file)) return LONGEST.length + 1;
  const at = LONGEST.findIndex((pattern) => pattern.test(file));
  return at < 0 ? LONGEST.length : at;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a.path) - rank(b.path));
  }
};
