import type { InventoryConfiguration } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import type { History } from './compared-history.ts'
import { contentsClient } from './contents-client.ts'
import type { ContentsClient } from './contents-client.ts'
import { deliverCompared } from './deliver-compared.ts'
import type { DeliverOptions } from './deliver-compared.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { startDeliveringOss } from './delivering-oss.ts'
import { startDeliveringS3 } from './delivering-s3.ts'
import { KnownBucket } from './known-bucket.ts'
import type { KnownObject } from './known-bucket.ts'
import { hour, playHistory } from './play-history.ts'

export interface BucketOptions extends DeliverOptions {
  readonly cloud: DeliveringCloud['cloud']
  readonly isVersioned: boolean
  /** Before each key of the history. */
  readonly prefix: string
}

/** What a report says of a bucket, and what is known of it at that moment. */
export interface ScannedBucket {
  readonly report: ReportReader
  readonly configuration: InventoryConfiguration
  readonly objects: readonly KnownObject[]
  /** How many delete markers. */
  readonly markers: number
  readonly time: number
}

/** What came of a history. */
export interface PlayedHistory {
  readonly left: ScannedBucket
  readonly right: ScannedBucket
  /** Copies these keys of the left side once more, well, and scans the right side again. */
  readonly copyAgain: (keys: readonly string[]) => Promise<ScannedBucket>
}

/** Both services, with one clock, in which histories are played. */
export class ComparedClouds {
  readonly #clouds: Readonly<Record<DeliveringCloud['cloud'], DeliveringCloud>>
  readonly #clients: Readonly<Record<DeliveringCloud['cloud'], ContentsClient>>
  readonly #clock: { now: number }
  #buckets = 0

  private constructor(s3: DeliveringCloud, oss: DeliveringCloud, clock: { now: number }) {
    this.#clouds = { s3, oss }
    this.#clients = { s3: contentsClient(s3), oss: contentsClient(oss) }
    this.#clock = clock
  }

  static async start(): Promise<ComparedClouds> {
    const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
    const now = () => clock.now
    const s3 = await startDeliveringS3(now)
    return new ComparedClouds(s3, await startDeliveringOss(now), clock)
  }

  /** Plays a history in two new buckets; `undefined` where one of them is empty on OSS, which then delivers nothing. */
  async play(
    history: History,
    options: { readonly left: BucketOptions; readonly right: BucketOptions },
  ): Promise<PlayedHistory | undefined> {
    this.#buckets += 1
    this.#clock.now += 24 * hour
    const left = await this.#side('left', options.left)
    const right = await this.#side('right', options.right)
    await playHistory(history, { left, right, wait: (time) => (this.#clock.now += time) })
    const [original, copy] = [left.scanned(), right.scanned()]
    if (original === undefined || copy === undefined) return undefined
    return {
      left: original,
      right: copy,
      copyAgain: async (keys) => {
        for (const key of keys) {
          const content = left.bucket.content(key)
          if (content === undefined) throw new Error(`there is no "${key}" to copy`)
          this.#clock.now += hour
          const name = key.slice(options.left.prefix.length)
          await right.bucket.apply(right.keyOf(name), { type: 'put', isEncrypted: false, content })
        }
        this.#clock.now += hour
        await right.scan()
        return right.scanned() ?? copy
      },
    }
  }

  async close(): Promise<void> {
    for (const cloud of ['s3', 'oss'] as const) {
      this.#clients[cloud].close()
      await this.#clouds[cloud].close()
    }
  }

  async #side(side: string, { cloud, isVersioned, prefix, ...options }: BucketOptions) {
    const bucket = new KnownBucket(this.#clouds[cloud], this.#clients[cloud], {
      name: `${side}-${this.#buckets}`,
      isVersioned,
      now: () => this.#clock.now,
    })
    await bucket.create()
    let scanned: ScannedBucket | undefined
    return {
      bucket,
      keyOf: (key: string) => prefix + key,
      scan: async () => {
        const objects = await bucket.objects()
        const known = { objects, markers: bucket.markers(), time: this.#clock.now }
        const delivered = await deliverCompared(bucket, options)
        scanned = delivered === undefined ? undefined : { ...delivered, ...known }
      },
      scanned: () => scanned,
    }
  }
}
