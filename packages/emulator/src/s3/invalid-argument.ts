import type { ServiceError } from '../wire/service-error.ts'
import { s3Error } from './s3-error.ts'

/** S3's refusal of a value that its schema takes, and of which argument it is where it says so. */
export function invalidArgument(message: string, name?: string, value?: string): ServiceError {
  return s3Error('InvalidArgument', {
    message,
    details: {
      ...(name === undefined ? {} : { ArgumentName: name }),
      ...(value === undefined ? {} : { ArgumentValue: value }),
    },
  })
}
