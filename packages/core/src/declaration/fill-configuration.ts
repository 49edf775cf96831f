import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'

/** The texts of a configuration that a declaration may leave to the bucket. */
export const templatePaths = [
  'id',
  'filter.prefix',
  'destination.bucket',
  'destination.prefix',
  'destination.accountId',
  'destination.roleArn',
  'destination.encryption.keyId',
] as const

export type TemplatePath = (typeof templatePaths)[number]

/** The configuration with other texts in these places. */
export function fillConfiguration(
  configuration: InventoryConfiguration,
  fill: (text: string, path: TemplatePath) => string,
): InventoryConfiguration {
  const { id, filter, destination } = configuration
  const { bucket, prefix, accountId, roleArn, encryption } = destination
  return {
    ...configuration,
    id: fill(id, 'id'),
    ...(filter?.prefix === undefined
      ? {}
      : { filter: { ...filter, prefix: fill(filter.prefix, 'filter.prefix') } }),
    destination: {
      ...destination,
      bucket: fill(bucket, 'destination.bucket'),
      ...(prefix === undefined ? {} : { prefix: fill(prefix, 'destination.prefix') }),
      ...(accountId === undefined ? {} : { accountId: fill(accountId, 'destination.accountId') }),
      ...(roleArn === undefined ? {} : { roleArn: fill(roleArn, 'destination.roleArn') }),
      ...(encryption?.type !== 'kms' || encryption.keyId === undefined
        ? {}
        : {
            encryption: {
              ...encryption,
              keyId: fill(encryption.keyId, 'destination.encryption.keyId'),
            },
          }),
    },
  }
}
