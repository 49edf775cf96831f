import type { Operation } from '../wire/dialect.ts'
import { completeUpload } from './complete-upload.ts'
import { deleteObject } from './delete-object.ts'
import { deleteObjects } from './delete-objects.ts'
import { getObject } from './get-object.ts'
import { listObjectVersions } from './list-object-versions.ts'
import { listObjects, listObjectsV2 } from './list-objects.ts'
import { listParts } from './list-parts.ts'
import { abortUpload, createUpload, uploadPart } from './multipart-upload.ts'
import { putObject } from './put-object.ts'

/** What the services call their operations on objects where their names differ. */
export interface ObjectOperationNames {
  readonly list: string
  readonly listV2: string
  readonly listVersions: string
  readonly deleteMany: string
  readonly createUpload: string
}

/** Operations on objects: the same on both services, but for some names. */
export function objectOperations(names: ObjectOperationNames): readonly Operation[] {
  const upload = ['uploadId']
  return [
    {
      name: names.listVersions,
      method: 'GET',
      on: 'bucket',
      query: ['versions'],
      run: listObjectVersions,
    },
    { name: names.deleteMany, method: 'POST', on: 'bucket', query: ['delete'], run: deleteObjects },
    {
      name: 'UploadPart',
      method: 'PUT',
      on: 'object',
      query: ['uploadId', 'partNumber'],
      run: uploadPart,
    },
    {
      name: names.createUpload,
      method: 'POST',
      on: 'object',
      query: ['uploads'],
      run: createUpload,
    },
    {
      name: 'CompleteMultipartUpload',
      method: 'POST',
      on: 'object',
      query: upload,
      run: completeUpload,
    },
    {
      name: 'AbortMultipartUpload',
      method: 'DELETE',
      on: 'object',
      query: upload,
      run: abortUpload,
    },
    { name: 'ListParts', method: 'GET', on: 'object', query: upload, run: listParts },
    { name: 'PutObject', method: 'PUT', on: 'object', run: putObject },
    { name: 'GetObject', method: 'GET', on: 'object', run: getObject },
    { name: 'HeadObject', method: 'HEAD', on: 'object', run: getObject },
    { name: 'DeleteObject', method: 'DELETE', on: 'object', run: deleteObject },
    { name: names.listV2, method: 'GET', on: 'bucket', query: ['list-type'], run: listObjectsV2 },
    { name: names.list, method: 'GET', on: 'bucket', run: listObjects },
  ]
}
