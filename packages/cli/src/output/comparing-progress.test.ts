import { memoryReportStore, openReport } from '@bucket-inventory/reports'
import { expect, it } from 'vitest'

import { ComparingProgress } from './comparing-progress.ts'

/** A report whose files have so many bytes. */
function reportOf(...sizes: readonly number[]) {
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: '1763600400000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key',
    files: sizes.map((size, index) => ({ key: `data/${index}.csv.gz`, size })),
  })
  const store = memoryReportStore(new Map([['day/manifest.json', Buffer.from(manifest)]]))
  return openReport({ store, manifestKey: 'day/manifest.json' }, { verify: false })
}

it('knows the bytes of both sides before the second is begun', async () => {
  const progress = new ComparingProgress(await reportOf(100, 50), await reportOf(250))
  const left = {
    side: 'left',
    bytes: 30,
    totalBytes: 150,
    rows: 7,
    files: 0,
    totalFiles: 2,
  } as const
  expect(progress.with(left)).toStrictEqual({
    bytes: 30,
    totalBytes: 400,
    rows: 7,
    files: 0,
    totalFiles: 3,
  })
  const right = { ...left, side: 'right', bytes: 5, totalBytes: 250, totalFiles: 1 } as const
  expect(progress.with(right)).toMatchObject({ bytes: 35, totalBytes: 400, rows: 14 })
  expect(progress.with({ ...left, bytes: 150, files: 2 })).toMatchObject({ bytes: 155, files: 2 })
})
