import { InventoryError, parseInstant, parseLocation } from '@bucket-inventory/core'
import type { Difference, InventoryConfiguration } from '@bucket-inventory/core'
import type { DeliveredReport, InventoryHealth } from '@bucket-inventory/health'
import * as z from 'zod'

import { configurationSchema } from '../output/configuration-output.ts'
import { differenceSchema } from '../output/plan-schema.ts'
import { inventoryHealthSchema } from '../output/status-output.ts'
import type { InventoryHealthOutput } from '../output/status-output.ts'

/** The shape is looked at; that the words are those of a configuration is what who wrote the line vouches for. */
export const savedHealthSchema = inventoryHealthSchema.extend({
  configuration: z.exactOptional(
    z.custom<InventoryConfiguration>((value) => configurationSchema.safeParse(value).success),
  ),
  drift: z.exactOptional(
    z.array(z.custom<Difference>((value) => differenceSchema.safeParse(value).success)).readonly(),
  ),
})

export type SavedHealth = z.infer<typeof savedHealthSchema>

/** What a saved line says. */
export function healthOf(saved: SavedHealth): InventoryHealth {
  const { location, last, previous, expectedBy, writtenAt, earlier, error, ...same } = saved
  return {
    ...same,
    location: parseLocation(location),
    ...(last === undefined ? {} : { last: reportOf(last) }),
    ...(previous === undefined ? {} : { previous: reportOf(previous) }),
    ...(expectedBy === undefined ? {} : { expectedBy: timeOf(expectedBy) }),
    ...(writtenAt === undefined ? {} : { writtenAt: timeOf(writtenAt) }),
    earlier: earlier.map(reportOf),
    ...(error === undefined ? {} : { error: errorOf(error) }),
  }
}

function errorOf({
  code,
  message,
  retryable,
  service,
}: NonNullable<SavedHealth['error']>): InventoryError {
  return new InventoryError(code, message, {
    retryable,
    ...(service === undefined ? {} : { service }),
  })
}

function reportOf({ time, ...report }: InventoryHealthOutput['earlier'][number]): DeliveredReport {
  return { time: timeOf(time), ...report }
}

function timeOf(text: string): number {
  return parseInstant(text) ?? Number.NaN
}
