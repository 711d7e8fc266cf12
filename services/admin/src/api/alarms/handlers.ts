import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Alarm } from '../../contract/alarms.ts';
import { alarmUrl, dashboardUrl } from '../../model/console-url.ts';
import type { Handler } from '../request/call.ts';
import { alarmSubscribers, type ProductAlarm, productAlarms } from './product-alarms.ts';

export const getAlarms: Handler<'GET /alarms'> = async () => {
  const zone = await landingZone();
  const { region, awsConsole } = zone.config;
  const [alarms, subscribers] = await Promise.all([productAlarms(zone.deployment), alarmSubscribers(zone)]);
  return {
    answer: {
      alarms: alarms.map((alarm) => alarmAnswer(alarm, awsConsole.links ? region : undefined)),
      inAlarm: alarms.filter(({ state }) => state === 'ALARM').length,
      subscribers,
      ...(awsConsole.links ? { dashboardUrl: dashboardUrl(zone) } : {}),
      asOf: new Date().toISOString(),
    },
  };
};

/** Every description ends with the section of the runbook: its path, or its address where the configuration has one. */
const SECTION = /\s*(\S+#[\w-]+)$/;

/** An alarm as the API says it. Pure. @param region of CloudWatch's console; undefined where nobody opens it */
export const alarmAnswer = ({ description, ...alarm }: ProductAlarm, region: string | undefined): Alarm => {
  const link = description && SECTION.exec(description)?.[1];
  const detail = description?.replace(SECTION, '');
  return { ...alarm, ...(detail ? { detail } : {}), ...(link ? { link } : {}), ...(region ? { url: alarmUrl(region, alarm.name) } : {}) };
};
