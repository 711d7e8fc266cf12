/** The bus, its archive and the topic of its alarms, by name: nobody has to look them up. */
export const busName = (stage: string): string => `tenantry-${stage}`;
export const archiveName = (stage: string): string => `tenantry-${stage}`;
export const registryName = (stage: string): string => `tenantry-${stage}`;
export const alarmTopicName = (stage: string): string => `tenantry-${stage}-alarms`;
export const alarmKeyAlias = (stage: string): string => `alias/tenantry-${stage}-alarms`;
