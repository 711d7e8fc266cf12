/** The bus, its archive and the topic of its alarms, by name: nobody has to look them up. */
export const busName = (deployment: string): string => `tenantry-${deployment}`;
export const archiveName = (deployment: string): string => `tenantry-${deployment}`;
export const registryName = (deployment: string): string => `tenantry-${deployment}`;
export const alarmTopicName = (deployment: string): string => `tenantry-${deployment}-alarms`;
export const alarmKeyAlias = (deployment: string): string => `alias/tenantry-${deployment}-alarms`;
