import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { comparedExamples, comparison, provenComparison } from '../comparison.test.support.ts'
import { summarizeGrowth } from '../growth/summarize-growth.ts'
import { summarizeReport } from '../report/summarize-report.ts'
import { reportOf, scanTime } from '../written-report.test.support.ts'
import type { WrittenRow } from '../written-report.test.support.ts'
import { comparisonPage } from './comparison-page.ts'
import { html } from './html.ts'
import { summaryPage } from './summary-page.ts'

const nasty = `<script>alert(1)</script>/"'&lt;\u202eexe\n\u0007/`

async function summaryOf(
  rows: readonly WrittenRow[],
  options: { depth?: number; prefixes?: number } = {},
) {
  return summarizeReport(await reportOf(rows), options)
}

describe('markup', () => {
  it('escapes what is put in, and writes out what would not be seen', () => {
    const key = `<b>"&'</b>\u202e\n`
    expect(html`<p title="${key}">${key}</p>`.text).toBe(
      '<p title="&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;\\u202e\\u000a">&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;\\u202e\\u000a</p>',
    )
  })
})

describe.each([
  [
    'a summary',
    async () => summaryPage(await summaryOf([{ Key: `${nasty}a`, Size: 5 }], { depth: 3 })),
  ],
  ['a comparison', async () => Promise.resolve(comparisonPage(comparison, comparedExamples))],
])('the page of %s', (_, make) => {
  it('runs and draws nothing but its own script and style', async () => {
    const page = await make()
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? []
    for (const element of ['style', 'script'] as const) {
      const all = [...page.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
      expect(all).toHaveLength(1)
      const hash = createHash('sha256')
        .update(all[0]?.[1] ?? '')
        .digest('base64')
      expect(policy).toContain(`${element}-src &#39;sha256-${hash}&#39;`)
    }
    expect(policy).toContain('default-src &#39;none&#39;')
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/ style=| on[a-z]+=|javascript:|https?:/)
  })

  it('shows what keys hold, and obeys none of it', async () => {
    const page = await make()
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain('\\u202e')
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u)
  })

  it('names every id once, and refers to none that is not there', async () => {
    const page = await make()
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const referred = [...page.matchAll(/ (?:href="#|aria-labelledby="|data-above=")([^"]*)"/g)]
    expect(referred.map(([, id]) => id).filter((id) => !ids.includes(id))).toStrictEqual([])
  })
})

describe('the page of a summary', () => {
  it('says only what the report has', async () => {
    const page = summaryPage(await summaryOf([{ Key: 'a/b' }]))
    expect(page).toContain('Add the field size to the inventory')
    for (const absent of [
      'Storage classes',
      'Encryption</h2>',
      'Duplicates',
      'Largest',
      'Growth',
    ]) {
      expect(page).not.toContain(absent)
    }
  })

  it('stays below 500 KB with 10,000 prefixes of long names', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      Key: `${'long-name-of-a-prefix-'.repeat(10)}${index % 25}/${'and-one-below-it-'.repeat(20)}${index % 500}/${index}/x`,
      Size: 1 + (index % 1000),
    }))
    const page = summaryPage(await summaryOf(rows, { depth: 3, prefixes: 20_000 }))
    expect(page.length).toBeGreaterThan(200_000)
    expect(page.length).toBeLessThan(500_000)
  })

  it('has growth where it is given', async () => {
    const before = await summaryOf([{ Key: 'a/b', Size: 1 }])
    const after = await summarizeReport(
      await reportOf([{ Key: 'new/b', Size: 2048 }], { time: scanTime + 86_400_000 }),
    )
    const page = summaryPage(after, { growth: summarizeGrowth(before, after) })
    expect(page).toContain('<h2 id="growth">Growth</h2>')
    expect(page).toContain('new/</bdi> <span class="muted">new</span>')
  })

  it('is one of nothing where there is nothing', async () => {
    const page = summaryPage(
      await summarizeReport(await reportOf([], { columns: ['Key', 'Size'] })),
    )
    expect(page).toContain('<dt>Objects</dt> <dd>0')
  })
})

describe('the page of a comparison', () => {
  it('begins with the conclusion in words', () => {
    expect(comparisonPage(comparison)).toContain(
      '<h1>412 objects are missing, 3 have other sizes, 5 have other content, 17 are only in the copy</h1>',
    )
    expect(comparisonPage(provenComparison)).toContain(
      '<h1>Every object arrived, proven by content</h1>',
    )
  })

  it('says why nothing can be told, and what to add', () => {
    const page = comparisonPage(comparison)
    expect(page).toContain('An ETag is of an upload in parts, and depends on where it was cut.')
    expect(page).toContain(
      'Join a list of checksums of the whole objects by the algorithm of the other side',
    )
  })

  it('shows 20 examples of each verdict at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      key: `missing-${index}`,
      verdict: 'missing' as const,
      left: { key: `missing-${index}` },
    }))
    const page = comparisonPage(comparison, many)
    expect(page).toContain('missing-19<')
    expect(page).not.toContain('missing-20<')
  })

  it('stays below 500 KB with prefixes and keys as long as they may be', () => {
    const byPrefix = Array.from({ length: 10_000 }, (_, index) => ({
      prefix: `${'<'.repeat(1000)}${index}/`,
      counts: comparison.counts,
      bytes: comparison.bytes,
    }))
    const examples = comparedExamples.flatMap((object) =>
      Array.from({ length: 20 }, () => ({ ...object, key: '\u0001'.repeat(1024) })),
    )
    expect(comparisonPage({ ...comparison, byPrefix }, examples).length).toBeLessThan(500_000)
  })
})
