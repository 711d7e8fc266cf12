#!/usr/bin/env node
// A Tab is answered without reading the command's TypeScript, where Node itself reads the little that this needs.
const isAnswered =
  process.argv[2] === '__complete' && process.features.typescript && (await (await import('../src/start.ts')).answersTab(process.argv));
if (!isAnswered) {
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('../src/main.ts');
  await main();
}
