// osls loads plug-ins with `require`, which reads no TypeScript in Node 22.13. tsx is what osls itself reads serverless.ts with.
module.exports = require('tsx/cjs/api').require('./landing-zone-check.ts', __filename).default;
