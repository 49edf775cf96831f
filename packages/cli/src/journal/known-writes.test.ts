import type { Location } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import type { JournalEntry } from './journal-entry.ts'
import { knownWrites } from './known-writes.ts'

const photos: Location = { scheme: 's3', bucket: 'photos' }

async function known(...entries: Partial<JournalEntry>[]) {
  const whole = (async function* () {
    for (const [hour, entry] of entries.entries()) {
      const time = `2026-11-20T0${hour}:00:00Z`
      yield { time, location: 's3://photos', id: 'daily', action: 'written' as const, ...entry }
    }
  })()
  const history = await knownWrites(whole)
  return history(photos, 'daily')
}

const hour = (number: number) => Date.UTC(2026, 10, 20, number)

it('knows nothing of what nobody wrote', async () => {
  expect(await known({ id: 'weekly' }, { location: 'oss://photos' })).toStrictEqual([])
})

it('knows the last write, and where reports went before', async () => {
  const [reports, audit, old] = [
    { bucket: 'reports' },
    { bucket: 'audit', prefix: 'a' },
    { bucket: 'old' },
  ]
  expect(
    await known(
      { destination: reports, before: old },
      { destination: audit },
      { destination: reports, location: 's3://prod@photos?region=eu-west-1' },
    ),
  ).toStrictEqual([
    { at: 0, destination: old },
    { at: 0, destination: audit },
    { at: hour(2), destination: reports },
  ])
})

it('does not know who made again what was deleted', async () => {
  const destination = { bucket: 'reports' }
  expect(await known({ destination }, { action: 'deleted' })).toStrictEqual([])
  expect(await known({ destination }, { action: 'deleted' }, { destination })).toStrictEqual([
    { at: hour(2), destination },
  ])
})
