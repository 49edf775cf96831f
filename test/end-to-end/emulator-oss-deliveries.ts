import type { Emulator } from '@bucket-inventory/emulator'
import type OSS from 'ali-oss'

import { ossClient, OssInventories } from './emulator-oss-inventories.ts'

/** An emulated OSS that delivers reports on one bucket into another. */
export class OssDeliveries {
  emulator: Emulator
  oss: ReturnType<typeof ossClient>
  /** Names of the two buckets. */
  source = ''
  reports = ''
  #made = 0

  constructor(emulator: Emulator) {
    this.emulator = emulator
    this.oss = ossClient(emulator.oss)
  }

  /** With the same buckets, which the other emulator has kept. */
  goOnWith(emulator: Emulator): void {
    this.emulator = emulator
    this.oss = ossClient(emulator.oss)
  }

  /** Of the bucket that is reported on. */
  get inventories(): OssInventories {
    return new OssInventories(this.oss, this.source)
  }

  /** The one that configurations name. */
  async createRole(): Promise<void> {
    const attached = ['AliyunOSSFullAccess', 'AliyunKMSCryptoUserAccess']
    await this.emulator.createRole({ name: 'inventory', attached })
  }

  async useNewBuckets(settings: { readonly versioning?: 'enabled' } = {}): Promise<void> {
    this.#made += 1
    this.source = `photos-${this.#made}`
    this.reports = `reports-${this.#made}`
    await this.emulator.createBucket({ cloud: 'oss', name: this.source, ...settings })
    await this.emulator.createBucket({ cloud: 'oss', name: this.reports })
  }

  async put(key: string, body = 'x', headers: object = {}): Promise<OSS.NormalSuccessResponse> {
    this.oss.useBucket(this.source)
    return (await this.oss.put(key, Buffer.from(body), { headers })).res
  }

  async remove(key: string, options: object = {}): Promise<OSS.NormalSuccessResponse> {
    this.oss.useBucket(this.source)
    return (await this.oss.delete(key, options)).res
  }

  /** Of what was delivered. */
  async read(key: string): Promise<Buffer> {
    this.oss.useBucket(this.reports)
    const { content } = await this.oss.get(key)
    if (!Buffer.isBuffer(content)) throw new Error('no bytes')
    return content
  }

  /** Keys of what was delivered, oldest first. */
  async written(): Promise<string[]> {
    this.oss.useBucket(this.reports)
    // Without any there is no list, whatever its type says.
    const { objects }: Partial<OSS.ListObjectResult> = await this.oss.list({ 'max-keys': 100 }, {})
    return (objects ?? [])
      .toSorted((a, b) => a.lastModified.localeCompare(b.lastModified))
      .map(({ name }) => name)
  }
}

/** One of the headers that begin with `x-oss-`. */
export function ossHeader({ headers }: OSS.NormalSuccessResponse, name: string): string {
  return String(Reflect.get(headers, `x-oss-${name}`))
}
