import type { ServiceError } from '../wire/service-error.ts'
import { ossError } from './oss-error.ts'

/**
 * A field of an inventory document that OSS refuses, with the number of the cause in its module 20. The numbers are
 * published one by one at https://www.alibabacloud.com/help/en/oss/support/0020-00000022 and its neighbours; where
 * none could be found there is none.
 */
export function invalidInventory(
  number: number | undefined,
  name: string,
  value: string | undefined,
  message: string,
): ServiceError {
  return ossError('InvalidArgument', {
    message,
    details: {
      ArgumentName: name,
      ...(value === undefined ? {} : { ArgumentValue: value }),
    },
    ...(number === undefined ? {} : { ec: `0020-${String(number).padStart(8, '0')}` }),
  })
}
