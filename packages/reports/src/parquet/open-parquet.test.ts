import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'

import { openParquet } from './open-parquet.ts'
import { rangesOf, readCells } from './read-parquet.test.support.ts'

const rows = 10_000

const written = {
  key: Array.from({ length: rows }, (_, row) => `folder/${row % 7}/文件 ${row}`),
  size: Array.from({ length: rows }, (_, row) =>
    row % 11 === 0 ? null : BigInt(row) * 1_000_003n,
  ),
  time: Array.from({ length: rows }, (_, row) => new Date(row * 86_400_000 - 1e12)),
  storageClass: Array.from({ length: rows }, (_, row) => ['STANDARD', null, 'GLACIER'][row % 3]),
  latest: Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? null : row % 2 === 0)),
}

const file = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'key', data: written.key, type: 'STRING', nullable: false },
      { name: 'size', data: written.size, type: 'INT64' },
      { name: 'time', data: written.time, type: 'TIMESTAMP' },
      { name: 'storageClass', data: written.storageClass, type: 'STRING' },
      { name: 'latest', data: written.latest, type: 'BOOLEAN' },
    ],
    rowGroupSize: 3000,
    pageSize: 10_000,
  }),
)

describe('openParquet', () => {
  it('knows the rows and columns of a file', async () => {
    const opened = await openParquet(rangesOf(file), { file: 'a.parquet' })
    expect(opened.rows).toBe(rows)
    expect(opened.columns).toStrictEqual(['key', 'size', 'time', 'storageClass', 'latest'])
  })

  it('reads what was written', async () => {
    const expected = Array.from({ length: rows }, (_, row) => [
      written.key[row],
      written.size[row] === null ? null : Number(written.size[row]),
      written.time[row]?.getTime(),
      written.storageClass[row],
      written.latest[row],
    ])
    expect(await readCells(file)).toStrictEqual(expected)
  })
})
