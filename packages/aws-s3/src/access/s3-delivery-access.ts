import type { DeliveryAccess } from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import type { S3Requests } from '../s3-requests.ts'
import { accessChanges } from './access-changes.ts'
import { accessDocuments } from './access-documents.ts'
import { applyAccess } from './apply-access.ts'
import { renderAccess } from './render-access.ts'
import { S3AccessRequests } from './s3-access-requests.ts'
import { s3AccountId } from './s3-account-id.ts'
import { createS3Checks } from './s3-checks.ts'

/** How a provider reaches S3. */
export interface S3AccessConnection {
  readonly options: S3ConnectionOptions
  readonly requests: S3Requests
  /** Of buckets in another region. */
  readonly requestsIn: (region: string | undefined) => S3Requests
}

/** What delivery of S3 Inventory needs. Policies, notifications and rules of buckets are written; all else is by hand. */
export function s3DeliveryAccess(connection: S3AccessConnection): DeliveryAccess {
  const { options, requests, requestsIn } = connection
  const access = new S3AccessRequests(requests)
  const known = () => ({
    ...(requests.region === undefined ? {} : { region: requests.region }),
    ...(options.accountId === undefined ? {} : { accountId: options.accountId }),
  })
  return {
    documents: (subjects, asked = {}) => accessDocuments(subjects, asked, known()),
    render: renderAccess,
    // Whoever said which account is expected need not be asked whose credentials these are.
    accountId: async ({ signal } = {}) =>
      options.accountId ?? s3AccountId(options, requests.region, signal),
    checks: (asked = {}) => createS3Checks({ requestsIn, options }, { ...known(), ...asked }),
    changes: (documents, { signal } = {}) => accessChanges(access, documents, signal),
    apply: (change, asked = {}) => applyAccess(access, change, asked),
  }
}
