import { describe, expect, it } from 'vitest'

import { comparison, provenComparison, verdictCounts } from '../comparison.test.support.ts'
import { summarizeGrowth } from '../growth/summarize-growth.ts'
import { summarizeReport } from '../report/summarize-report.ts'
import { reportOf, scanTime } from '../written-report.test.support.ts'
import { cellWidth } from './cell-width.ts'
import { comparisonText } from './comparison-text.ts'
import { growthText } from './growth-text.ts'
import { summaryText } from './summary-text.ts'

const day = 86_400_000
const rows = [
  { Key: 'logs/2026/a', Size: 3000, StorageClass: 'STANDARD', IsMultipartUploaded: false },
  { Key: 'logs/b', Size: 1000, StorageClass: 'GLACIER', IsMultipartUploaded: false },
  {
    Key: '媒体/视频/\u001b[31m第一季.mp4',
    Size: 12_000,
    StorageClass: 'STANDARD',
    IsMultipartUploaded: true,
  },
  { Key: 'top', Size: 24, StorageClass: 'STANDARD', IsMultipartUploaded: false },
].map((row) => ({
  ...row,
  LastModifiedDate: new Date(scanTime - 40 * day).toISOString(),
  ETag: 'a'.repeat(32),
  EncryptionStatus: 'SSE-S3',
}))

async function summaries() {
  const before = await summarizeReport(await reportOf(rows.slice(0, 2)), { depth: 2 })
  const later = { time: scanTime + 7 * day }
  const after = await summarizeReport(await reportOf(rows.slice(1), later), { depth: 2 })
  return { before, after }
}

function tooWide(text: string, width: number): string[] {
  return text.split('\n').filter((line) => cellWidth(line) > width)
}

describe('a summary as text', () => {
  it('has bars, aligned whatever the script', async () => {
    const summary = await summarizeReport(await reportOf(rows), { depth: 2 })
    expect(summaryText(summary, { width: 60 })).toMatchInlineSnapshot(`
      "photos
      aws-s3, scanned 2026-11-20 01:00 UTC
      4 objects, 15.6 KiB, 3.9 KiB on average

      By prefix
        媒体/             ████████████████████  1   75 %  11.7 KiB
          视频/           ████████████████████  1   75 %  11.7 KiB
        logs/             ██████▋               2   25 %   3.9 KiB
          2026/           █████                 1   19 %   2.9 KiB
          directly below  █▋                    1  6.2 %   1,000 B
        without a prefix  ▏                     1  0.1 %      24 B

      By storage class
        STANDARD  ████████████████████████████  3   94 %  14.7 KiB
        GLACIER   █▉                            1  6.2 %   1,000 B

      By age
        30 to 90 days  ███████████████████████  4  100 %  15.6 KiB

      By size
        less than 1 KiB  █▊                     2  6.4 %     1 KiB
        1 to 4 KiB       █████▎                 1   19 %   2.9 KiB
        4 to 16 KiB      █████████████████████  1   75 %  11.7 KiB

      Encryption
        SSE-S3  ██████████████████████████████  4  100 %  15.6 KiB

      Uploads
        in parts  █████████████████████████████  1  75 %  11.7 KiB
        at once   █████████▊                     3  25 %   3.9 KiB

      Largest objects
        11.7 KiB  媒体/视频/\\u001b[31m第一季.mp4
         2.9 KiB  logs/2026/a
         1,000 B  logs/b
            24 B  top

      Duplicates
        No content is proven to be stored more than once.
      "
    `)
  })

  it('says only what the report has, and what to add', async () => {
    const summary = await summarizeReport(await reportOf([{ Key: 'a/b' }]))
    expect(summaryText(summary, { width: 70 })).toMatchInlineSnapshot(`
      "photos
      aws-s3, scanned 2026-11-20 01:00 UTC
      1 object

      By prefix
        a/  ██████████████████████████████  100 %  1

      Add the field size to the inventory to learn about bytes, sizes, the
      largest objects and duplicates.
      Add the field lastModified to the inventory to learn about how old
      objects are.
      Add the field storageClass to the inventory to learn about storage
      classes.
      Add the field etag to the inventory to learn about duplicates.
      Add the field encryption to the inventory to learn about encryption.
      Add the field isMultipartUploaded to the inventory to learn about
      uploads in parts.
      "
    `)
  })

  it('is never wider than the terminal', async () => {
    const { before, after } = await summaries()
    for (let width = 30; width <= 130; width += 1) {
      expect(tooWide(summaryText(after, { width }), width)).toStrictEqual([])
      expect(tooWide(growthText(summarizeGrowth(before, after), { width }), width)).toStrictEqual(
        [],
      )
    }
  })

  it('shows what a terminal would obey', async () => {
    const { after } = await summaries()
    const text = summaryText(after)
    expect(text).not.toContain('\u001b')
    expect(text).toContain('\\u001b[31m第一季.mp4')
  })

  it('is painted when told so', async () => {
    const { after } = await summaries()
    expect(summaryText(after, { colour: true })).toContain('\u001b[36m')
  })

  it('refuses a width that nothing fits', async () => {
    const { after } = await summaries()
    expect(() => summaryText(after, { width: 10 })).toThrow(/20 columns at least, not 10/)
  })
})

describe('growth as text', () => {
  it('has what changed most first', async () => {
    const { before, after } = await summaries()
    expect(growthText(summarizeGrowth(before, after), { width: 70 })).toMatchInlineSnapshot(`
      "Growth
        2026-11-20 01:00 UTC to 2026-11-27 01:00 UTC, 7 days
        +1 object, +8.8 KiB
        0 objects, +1.3 KiB a day

      Prefixes that changed most
        媒体/ (new)        ██████████████████████████████  +1  +11.7 KiB
        媒体/视频/ (new)   ██████████████████████████████  +1  +11.7 KiB
        logs/              ███████▌                        −1   −2.9 KiB
        logs/2026/ (gone)  ███████▌                        −1   −2.9 KiB

      Storage classes
        STANDARD  ██████████████████████████████  +1  +8.8 KiB
        GLACIER                                    0       0 B
      "
    `)
  })
})

describe('a comparison as text', () => {
  it('begins with what differs, and ends with what to do', () => {
    expect(comparisonText(comparison, { width: 90 })).toMatchInlineSnapshot(`
      "412 objects are missing, 3 have other sizes, 5 have other content, 17 are only in the copy
      1,204,131 objects are the same: 1,100,000 by MD5 ETags, 104,000 by checksums of the whole
      content, 131 by being empty; 21 objects changed too late for these reports; of 1,890
      objects nothing can be told.

      source  s3://photos#daily (aws-s3), scanned 2026-11-20 01:00 UTC: 1,206,460 objects,
              1.1 GiB, 12 rows left out
      copy    oss://photos-cn#daily (alibaba-oss), scanned 2026-11-21 02:00 UTC: 1,206,065
              objects, 1.1 GiB

      Objects
        same             ██████████████████████████████   99.8 %   1.1 GiB  1,204,131
        missing          ▏                               < 0.1 %   402 KiB        412
        extra            ▏                               < 0.1 %  16.6 KiB         17
        size differs     ▏                               < 0.1 %   2.9 KiB          3
        content differs  ▏                               < 0.1 %   4.9 KiB          5
        in flight        ▏                               < 0.1 %  20.5 KiB         21
        cannot tell      ▏                                 0.2 %   1.8 MiB      1,890

      Proven by
        MD5 ETags                       ██████████████████████████████  1,100,000
        checksums of the whole content  ██▉                               104,000
        being empty                     ▏                                     131

      Found by
        MD5 ETags  ██████████████████████████████  5
        size       ██████████████████              3

      Differences by prefix
        lake/      ██████████████████████████████  1,582 of 601,582
        媒体/<b>/  █████████████▏                      693 of 1,493
        logs/      █                                  51 of 404,382
        images/    ▍                                  22 of 199,022

      Why nothing can be told
        1,850: an ETag is of an upload in parts, and depends on where it was cut.
        40: an ETag is of an object encrypted with a key, and not of its content.

      437 objects were looked at; 6 were otherwise than the reports say.

      Warnings
        - copy: The report lists 3 keys more than once, such as "images/<b>\\u202e.jpg".

      What to do
        - Copy again what is missing or differs: a job lists it for the mover, be it Data Online
          Migration, S3 Batch Operations, DataSync or rclone.
        - Find out who wrote what is only in the copy before anything is deleted.
        - Compare the next reports of both sides for what is in flight.
        - Join a list of checksums of the whole objects by the algorithm of the other side, or
          trust the size.
      "
    `)
  })

  it('says so where no look found anything else', () => {
    const confirmed = { looked: 2, settled: 0, notLooked: 1 }
    expect(comparisonText({ ...comparison, confirmed })).toContain(
      '\n2 objects were looked at; none was otherwise than the reports say. 1 other could\nnot be looked at.\n',
    )
  })

  it.each([
    [{ 'metadata-differs': 2, missing: 1 }, 'None is the same in all that was compared.'],
    [{ missing: 1 }, 'None is proven to be the same.'],
  ])('says of %j what none is', (counts, sentence) => {
    const text = comparisonText({ ...comparison, counts: verdictCounts(counts) })
    expect(text.split('\n')[1]).toBe(sentence)
  })

  it('keeps units with their numbers', () => {
    for (let width = 40; width < 80; width++) {
      expect(comparisonText(comparison, { width })).not.toMatch(/^ *(?:[KMGTPE]i)?B\b/m)
    }
  })

  it('says that everything is proven, and by what', () => {
    const lines = comparisonText(provenComparison).split('\n')
    expect(lines.slice(0, 2)).toStrictEqual([
      'Every object arrived, proven by content',
      '3 objects are the same: 2 by MD5 ETags, 1 by being empty.',
    ])
  })

  it('says so where only the size was trusted', () => {
    const evidence = { same: { size: 3 }, differs: {}, cannotTell: {} }
    const text = comparisonText({ ...provenComparison, trust: 'size', evidence })
    expect(text).toMatch(
      /^Every object arrived, proven by size\n3 objects are the same: 3 by size\.\n/,
    )
    expect(text).toContain('- To prove the content too, trust checksums.')
  })

  it.each([
    [{ 'in-flight': 1, same: 2 }, 'Nothing differs, but not everything is proven'],
    [{}, 'Nothing was compared'],
  ])('says of %j that it is not proven', (counts, headline) => {
    const summary = {
      ...provenComparison,
      counts: verdictCounts(counts),
      conclusion: 'cannot-tell' as const,
    }
    expect(comparisonText(summary).split('\n')[0]).toBe(headline)
  })

  it('is never wider than the terminal, but for a word that is', () => {
    for (let width = 40; width <= 130; width += 1) {
      expect(tooWide(comparisonText(comparison, { width }), width)).toStrictEqual([])
    }
  })
})
