import OSS from 'ali-oss'

/** How a client of ali-oss is set up. */
export interface OssClientOptions {
  readonly authorizationV4?: boolean
  /** The bucket in the path, not only in the host. */
  readonly sldEnable?: boolean
  readonly region?: string
  readonly accessKeySecret?: string
  readonly accessKeyId?: string
  readonly stsToken?: string
}

/** What ali-oss can do, and its types do not say. */
interface Requester {
  request(parameters: object): Promise<{ readonly status: number; readonly data: Buffer }>
}

/** More of it. */
interface Tagger {
  putBucketTags(bucket: string, tags: Readonly<Record<string, string>>): Promise<object>
  getBucketTags(bucket: string): Promise<{ readonly tag: Readonly<Record<string, string>> }>
  deleteBucketTags(bucket: string): Promise<object>
  putBucketEncryption(bucket: string, rule: Readonly<Record<string, string>>): Promise<object>
  deleteBucketEncryption(bucket: string): Promise<object>
  /** Also what its types do not take for a policy. */
  putBucketPolicy(bucket: string, policy: object): Promise<{ readonly status: number }>
}

/** A client of ali-oss for an emulator. */
export function ossClient(
  endpoint: string,
  options: OssClientOptions = {},
): OSS & Requester & Tagger {
  const { accessKeySecret = 'test', ...others } = options
  const settings = {
    endpoint,
    region: 'oss-cn-hangzhou',
    accessKeyId: 'test',
    ...others,
    accessKeySecret,
    refreshSTSTokenInterval: 1e9,
    refreshSTSToken: () => Promise.reject(new Error('not now')),
  }
  const client: OSS = new OSS(settings)
  if (!isWhole(client)) throw new Error('this ali-oss has no request, or no tags')
  return client
}

function isWhole(client: OSS): client is OSS & Requester & Tagger {
  const methods = ['request', 'putBucketTags', 'getBucketTags', 'deleteBucketTags']
  return methods.every((name) => name in client)
}

/** The four calls on one bucket of an emulated OSS, with documents of one's own. */
export class OssInventories {
  readonly bucket: string
  readonly #client: Requester

  constructor(client: Requester, bucket: string) {
    this.#client = client
    this.bucket = bucket
  }

  async put(body: string, id = 'daily'): Promise<number> {
    return (await this.#send('PUT', { inventoryId: id }, 200, body)).status
  }

  async get(id = 'daily'): Promise<string> {
    return (await this.#send('GET', { inventoryId: id }, 200)).data.toString('utf8')
  }

  async list(token?: string): Promise<string> {
    const subres = token === undefined ? {} : { 'continuation-token': token }
    return (await this.#send('GET', subres, 200)).data.toString('utf8')
  }

  async delete(id = 'daily'): Promise<number> {
    return (await this.#send('DELETE', { inventoryId: id }, 204)).status
  }

  #send(method: string, subres: object, status: number, body?: string) {
    return this.#client.request({
      method,
      bucket: this.bucket,
      subres: { inventory: '', ...subres },
      successStatuses: [status],
      ...(body === undefined ? {} : { mime: 'xml', content: Buffer.from(body) }),
    })
  }
}

const elements = {
  Id: '<Id>daily</Id>',
  IsEnabled: '<IsEnabled>true</IsEnabled>',
  Filter: '',
  Format: '<Format>CSV</Format>',
  AccountId: '<AccountId>000000000000</AccountId>',
  RoleArn: '<RoleArn>acs:ram::000000000000:role/inventory</RoleArn>',
  Bucket: '<Bucket>acs:oss:::reports</Bucket>',
  Encryption: '',
  Schedule: '<Frequency>Daily</Frequency>',
  IncludedObjectVersions: '<IncludedObjectVersions>Current</IncludedObjectVersions>',
  OptionalFields: '<OptionalFields><Field>Size</Field></OptionalFields>',
  More: '',
}

/** An inventory document, with some of its elements written otherwise. */
export function ossDocument(changes: Partial<typeof elements> = {}): string {
  const all = { ...elements, ...changes }
  const { Id, IsEnabled, Filter, Schedule, IncludedObjectVersions, OptionalFields, More } = all
  const destination = `${all.Format}${all.AccountId}${all.RoleArn}${all.Bucket}${all.Encryption}`
  return [
    '<InventoryConfiguration>',
    Id,
    IsEnabled,
    Filter === '' ? '' : `<Filter>${Filter}</Filter>`,
    `<Destination><OSSBucketDestination>${destination}</OSSBucketDestination></Destination>`,
    `<Schedule>${Schedule}</Schedule>`,
    IncludedObjectVersions,
    OptionalFields,
    More,
    '</InventoryConfiguration>',
  ].join('')
}
