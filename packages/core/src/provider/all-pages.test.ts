import { describe, expect, it } from 'vitest'

import { allPages } from './all-pages.ts'
import type { Page } from './all-pages.ts'

/** Everything of the pages, and the tokens that were asked for. */
async function listed(pages: readonly Page<string>[], signal?: AbortSignal) {
  const asked: (string | undefined)[] = []
  const entries: string[] = []
  const page = async (token: string | undefined) => {
    asked.push(token)
    return pages[asked.length - 1] ?? { entries: [], next: undefined }
  }
  for await (const entry of allPages('bucket "photos"', page, signal)) entries.push(entry)
  return { entries, asked }
}

describe('allPages', () => {
  it('gives the entries of every page, and asks for each page once', async () => {
    const pages = [
      { entries: ['a', 'b'], next: '1' },
      { entries: [], next: '2' },
      { entries: ['c'], next: undefined },
    ]
    expect(await listed(pages)).toStrictEqual({
      entries: ['a', 'b', 'c'],
      asked: [undefined, '1', '2'],
    })
  })

  it('ends with protocol where a token repeats', async () => {
    const pages = [
      { entries: ['a'], next: '1' },
      { entries: ['b'], next: '2' },
      { entries: ['c'], next: '1' },
    ]
    await expect(listed(pages)).rejects.toMatchObject({
      code: 'protocol',
      message: 'the list of bucket "photos" came to the same page token again; it would never end',
    })
  })

  it('stops between two entries with the reason of the signal', async () => {
    const reason = new Error('enough')
    const pages = [{ entries: ['a', 'b'], next: undefined }]
    await expect(listed(pages, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
