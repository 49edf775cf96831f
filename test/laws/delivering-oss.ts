import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { startEmulator } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import * as z from 'zod'

import type { DeliveringCloud, ObjectChange, ToldVersion } from './delivering-cloud.ts'

const account = '000000000000'

/** Of reports. */
export const ossFormats = ['csv'] as const

/** OSS in an emulator of its own, with a bucket for reports. By default where it filters by time, size and class. */
export async function startDeliveringOss(
  now: () => number,
  region = 'cn-qingdao',
): Promise<DeliveringCloud> {
  const emulator = await startEmulator({ now })
  await emulator.createBucket({ cloud: 'oss', name: 'reports', region })
  const roleArn = await emulator.createRole({
    name: 'AliyunOSSRole',
    attached: ['AliyunOSSFullAccess', 'AliyunKMSCryptoUserAccess'],
  })
  const options = { endpoint: emulator.oss, accessKeyId: 'test', accessKeySecret: 'test' }
  const clientOf = (bucket: string) => {
    const settings: OSS.Options & { readonly sldEnable: boolean } = {
      ...options,
      region: `oss-${region}`,
      bucket,
      authorizationV4: true,
      sldEnable: true,
    }
    return new OSS(settings)
  }
  return {
    cloud: 'oss',
    region,
    emulator,
    provider: createOssProvider({ ...options, region }),
    destination: {
      bucket: 'reports',
      accountId: account,
      roleArn,
    },
    storageClasses: ['Standard', 'IA', 'Archive', 'ColdArchive'],
    change: (bucket, change) => changeObject(clientOf(bucket), change),
    versions: (bucket) => listVersions(clientOf(bucket)),
    close: () => emulator.close(),
  }
}

async function changeObject(client: OSS, change: ObjectChange): Promise<void> {
  if (change.type === 'delete') {
    await client.delete(change.key)
    return
  }
  const content = Buffer.alloc(change.size, change.key)
  if (change.type === 'put') {
    const encryption = change.encrypted ? { 'x-oss-server-side-encryption': 'AES256' } : {}
    const headers = { 'x-oss-storage-class': change.storageClass, ...encryption }
    await client.put(change.key, content, { headers })
    return
  }
  const { uploadId } = await client.initMultipartUpload(change.key)
  const { etag } = await client.uploadPart(change.key, uploadId, 1, content, 0, change.size)
  await client.completeMultipartUpload(change.key, uploadId, [{ number: 1, etag }])
}

const text = z.string()
const listed = z.object({ Key: text, VersionId: text, IsLatest: text, LastModified: text })
const listedVersion = listed.extend({ ETag: text, Size: text, StorageClass: text, Type: text })

/** One element comes bare, none not at all. */
function several<T>(of: z.ZodType<T>) {
  return z.union([z.array(of), of.transform((one) => [one])]).default([])
}

const listing = z.object({
  data: z.object({
    IsTruncated: z.literal('false'),
    Version: several(listedVersion),
    DeleteMarker: several(listed),
  }),
})

async function listVersions(client: OSS): Promise<readonly ToldVersion[]> {
  const { data } = listing.parse(await requestVersions(client))
  const markers = data.DeleteMarker.map((marker): ToldVersion => ({
    ...identityOf(marker),
    isDeleteMarker: true,
    size: undefined,
    etag: undefined,
    storageClass: undefined,
    isMultipartUploaded: undefined,
    isEncrypted: undefined,
    checksum: undefined,
  }))
  const versions = data.Version.map(async (version): Promise<ToldVersion> => {
    const identity = identityOf(version)
    const headers = await headersOf(client, identity.key, version.VersionId)
    if (headers['content-length'] !== version.Size || headers['etag'] !== version.ETag)
      throw new Error(`HEAD and the listing disagree on "${identity.key}"`)
    return {
      ...identity,
      isDeleteMarker: false,
      size: Number(version.Size),
      etag: version.ETag.replaceAll('"', ''),
      storageClass: version.StorageClass,
      isMultipartUploaded: version.Type === 'Multipart',
      isEncrypted: headers['x-oss-server-side-encryption'] !== undefined,
      checksum: text.parse(headers['x-oss-hash-crc64ecma']),
    }
  })
  return [...markers, ...(await Promise.all(versions))]
}

function identityOf({ Key, VersionId, IsLatest, LastModified }: z.infer<typeof listed>) {
  return {
    key: decodeURIComponent(Key),
    versionId: VersionId === 'null' ? null : VersionId,
    isLatest: IsLatest === 'true',
    lastModified: Math.floor(Date.parse(LastModified) / 1000) * 1000,
  }
}

/** By hand: what ali-oss itself gives of a listing lacks which delete markers are the latest. */
async function requestVersions(client: OSS): Promise<unknown> {
  return request(client, {
    method: 'GET',
    subres: { versions: '' },
    query: { 'encoding-type': 'url', 'max-keys': '1000' },
    xmlResponse: true,
  })
}

const answer = z.object({ res: z.object({ headers: z.record(text, z.unknown()) }) })

/** By hand too: its types know no HEAD of a version. */
async function headersOf(client: OSS, object: string, versionId: string) {
  const subres = { versionId }
  return answer.parse(await request(client, { method: 'HEAD', object, subres })).res.headers
}

async function request(client: OSS, parameters: object): Promise<unknown> {
  if (!isRequester(client)) throw new Error('this ali-oss has no request')
  const { bucket } = client.options
  return client.request({ bucket, successStatuses: [200], ...parameters })
}

interface Requester {
  readonly options: { readonly bucket: string }
  request(parameters: object): Promise<unknown>
}

function isRequester(client: object): client is Requester {
  return 'request' in client && 'options' in client
}
