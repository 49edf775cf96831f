import type { ServiceError } from '../wire/service-error.ts'
import { s3Error } from './s3-error.ts'

/** S3's refusal of a bucket policy, in the words that were seen of it. */
export function malformedPolicy(message: string, detail?: string): ServiceError {
  return s3Error('MalformedPolicy', {
    message,
    ...(detail === undefined ? {} : { details: { Detail: detail } }),
  })
}
