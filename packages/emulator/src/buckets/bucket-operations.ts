import type { Operation } from '../wire/dialect.ts'
import { deletePolicy, getPolicy, putPolicy } from './policy.ts'
import { getVersioning, putVersioning } from './versioning.ts'

/** Operations on buckets that have the same name and do the same on both services. */
export const bucketOperations: readonly Operation[] = [
  {
    name: 'PutBucketVersioning',
    method: 'PUT',
    on: 'bucket',
    query: ['versioning'],
    run: putVersioning,
  },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    on: 'bucket',
    query: ['versioning'],
    run: getVersioning,
  },
  { name: 'PutBucketPolicy', method: 'PUT', on: 'bucket', query: ['policy'], run: putPolicy },
  { name: 'GetBucketPolicy', method: 'GET', on: 'bucket', query: ['policy'], run: getPolicy },
  {
    name: 'DeleteBucketPolicy',
    method: 'DELETE',
    on: 'bucket',
    query: ['policy'],
    run: deletePolicy,
  },
]
