import { keepBaseline } from '../baseline.ts';
import { breaches, parameterSchema } from './breaches.ts';

keepBaseline('scripts/parameter/baseline/landing-zone.json', parameterSchema(), breaches, {
  same: "The landing zone's parameter is as in the baseline.",
  changed: "The landing zone's parameter has changed: functions that run can read it.",
});
