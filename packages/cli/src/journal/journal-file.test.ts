import { expect, it } from 'vitest'

import { journalFile } from './journal-file.ts'

it.each([
  [{ HOME: '/home/me' }, '/home/me/.local/state/bucket-inventory/journal.ndjson'],
  [{ HOME: '/home/me', XDG_STATE_HOME: '/state' }, '/state/bucket-inventory/journal.ndjson'],
  [
    { HOME: '/home/me', XDG_STATE_HOME: 'state' },
    '/home/me/.local/state/bucket-inventory/journal.ndjson',
  ],
  [{ HOME: '/home/me', BUCKET_INVENTORY_JOURNAL: 'a/b' }, '/work/a/b'],
  [{ HOME: '/home/me', BUCKET_INVENTORY_JOURNAL: '/b' }, '/b'],
  [{ HOME: '/home/me', BUCKET_INVENTORY_JOURNAL: '' }, undefined],
  [{ HOME: '' }, undefined],
  [{}, undefined],
])('is, with %j, %s', (environment, file) => {
  expect(journalFile({ environment, folder: '/work' })).toBe(file)
})
