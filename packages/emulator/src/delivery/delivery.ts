import type { Cloud } from '../world/world.ts'

/** Which inventory to deliver now, and how. */
export interface DeliveryOptions {
  /**
   * `full`: a report of everything that is there. `incremental`, on OSS: the changes of the oldest ten minutes of which some
   * were not delivered. Minutes that are not over yet are delivered as they are, and once more, whole, if something happens
   * after that. Default: `full`.
   */
  readonly kind?: 'full' | 'incremental'
  /** Where a data file ends and the next begins. Default: one file for all rows. */
  readonly rowsPerFile?: number
  /**
   * Where a row group of Parquet, or a stripe of ORC, ends and the next begins. Default: a million, and a quarter of a
   * million, so that a file is one group mostly, as the files that were seen are.
   */
  readonly rowsPerGroup?: number
}

/** What became of a delivery. */
export type Delivery =
  | {
      readonly delivered: true
      /** Where the report lies. */
      readonly bucket: string
      readonly manifestKey: string
    }
  | {
      readonly delivered: false
      /** What kept the service from it, for a person. */
      readonly reason: string
    }

/** What became of a delivery that was due, and of which inventory it was. */
export type DueDelivery = Delivery & {
  readonly cloud: Cloud
  readonly source: string
  readonly id: string
  readonly kind: 'full' | 'incremental'
}

/** Thrown where the service would not deliver: nothing is written then. */
export class DeliveryRefusal extends Error {}

/** A refusal as data; other errors stay errors. */
export async function orRefusal(delivery: Promise<Delivery>): Promise<Delivery> {
  try {
    return await delivery
  } catch (error) {
    if (error instanceof DeliveryRefusal) return { delivered: false, reason: error.message }
    throw error
  }
}
