import { configurationDifferences } from '@bucket-inventory/core'

import { fromOssConfiguration } from './from-oss-configuration.ts'
import { ossCapabilities } from './oss-capabilities.ts'
import type { OssConfiguration } from './oss-configuration.ts'

/**
 * Whether the two are one to the service, which shows classes in an order of its own and fills in what nobody set. The
 * order of columns is part of a configuration.
 */
export function sameConfiguration(left: OssConfiguration, right: OssConfiguration): boolean {
  const { fieldOrderSignificant } = ossCapabilities.behaviour
  const [one, other] = [left, right].map((native) => fromOssConfiguration(native).configuration)
  if (one === undefined || other === undefined) return false
  return configurationDifferences(one, other, fieldOrderSignificant).length === 0
}
