/** The bus, its archive and the topic of its alarms, by name: nobody has to look them up. */
export const busName = (deployment: string): string => `tenantry-${deployment}`;
export const archiveName = (deployment: string): string => `tenantry-${deployment}`;
export const registryName = (deployment: string): string => `tenantry-${deployment}`;
export const alarmTopicName = (deployment: string): string => `tenantry-${deployment}-alarms`;
export const alarmKeyAlias = (deployment: string): string => `alias/tenantry-${deployment}-alarms`;

/** The SSM parameter that says of which release a service is: `doctor` compares them. */
export const versionParameterName = (deployment: string, service: string): string => `/tenantry/${deployment}/versions/${service}`;
