import { z } from 'zod';

const Published = z.strictObject({
  /** Day on which the registry took the version in, UTC. */
  published: z.iso.date(),
  /** SPDX expression; where the package gives none, the name of its licence by its classifiers. Of npm packages the lock file says it. */
  licence: z.string().optional(),
});
export type Published = z.infer<typeof Published>;

/** `pins.json`: what the registries said of the pins that the repository asks for itself. `npm run pins` writes it; nothing else needs them. */
export const PinRecord = z.strictObject({
  /** Day on which the registries were asked, UTC. */
  asked: z.iso.date(),
  npm: z.record(z.string(), Published),
  pypi: z.record(z.string(), Published),
});
export type PinRecord = z.infer<typeof PinRecord>;
