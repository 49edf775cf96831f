import { createHash } from 'node:crypto'

import { expect, it } from 'vitest'

import { verifiedBytes } from './verified-bytes.ts'

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}

async function text(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let read = ''
  for await (const chunk of bytes) read += Buffer.from(chunk).toString()
  return read
}

const md5 = createHash('md5').update('inventory').digest('hex')

it.each([md5, md5.toUpperCase()])(
  'gives the bytes as they are where size and MD5 are right',
  async (md5) => {
    const bytes = verifiedBytes(chunks('inv', 'ento', 'ry'), { key: 'a', size: 9, md5 })
    expect(await text(bytes)).toBe('inventory')
  },
)

it('checks the size alone where there is no MD5', async () => {
  expect(await text(verifiedBytes(chunks('inv'), { key: 'a', size: 3 }))).toBe('inv')
})

it('rejects another MD5 at the end, naming file and both', async () => {
  const bytes = verifiedBytes(chunks('inventorx'), { key: 'data/a.csv.gz', size: 9, md5 })
  await expect(text(bytes)).rejects.toMatchObject({
    code: 'corrupt-report',
    position: { file: 'data/a.csv.gz' },
    message: expect.stringMatching(
      new RegExp(`"data/a.csv.gz" has the MD5 [\\da-f]{32}, not ${md5}`),
    ),
  })
})

it('rejects a file that is too short, naming the byte', async () => {
  await expect(
    text(verifiedBytes(chunks('inv'), { key: 'a', size: 9, md5 })),
  ).rejects.toMatchObject({
    code: 'corrupt-report',
    position: { file: 'a', byte: 3 },
    message: expect.stringContaining('ends after 3 of the 9 bytes'),
  })
})

it('rejects a file that is too long before it gives what is too much', async () => {
  const bytes = verifiedBytes(chunks('inventory', '!'), { key: 'a', size: 9, md5 })
  expect(String((await bytes.next()).value)).toBe('inventory')
  await expect(bytes.next()).rejects.toMatchObject({
    code: 'corrupt-report',
    position: { file: 'a', byte: 9 },
  })
})
