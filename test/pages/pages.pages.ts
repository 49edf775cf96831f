import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBrowser } from './open-browser.ts'
import {
  agePlot,
  ageTable,
  focused,
  headingLevels,
  overflowing,
  shownRows,
  shownTiles,
  tooFaint,
} from './page-probes.ts'
import { sampleComparisonPage, sampleSummaryPage } from './sample-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucket-inventory-pages-'))
const names = ['summary', 'comparison'] as const
const looks = names.flatMap((name) =>
  ([360, 1280] as const).flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ name, width, colorScheme })),
  ),
)
let browser: Browser

beforeAll(async () => {
  writeFileSync(join(folder, 'summary.html'), await sampleSummaryPage())
  writeFileSync(join(folder, 'comparison.html'), sampleComparisonPage())
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

/** Opens a page, and gives what the test makes of it; `heard` is what it asked for and said meanwhile. */
async function withPage<T>(
  { name, width, ...options }: { name: string; width: number } & BrowserContextOptions,
  use: (page: Page, heard: readonly string[]) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options })
  try {
    const page = await context.newPage()
    const url = pathToFileURL(join(folder, `${name}.html`)).href
    const heard: string[] = []
    page.on('request', (request) => {
      if (request.url() !== url) heard.push(`asked for ${request.url()}`)
    })
    page.on('console', (message) => heard.push(`said ${message.text()}`))
    page.on('pageerror', (error) => heard.push(`failed: ${error.message}`))
    page.on('dialog', (dialog) => heard.push(`asked ${dialog.message()}`))
    await page.goto(url)
    return await use(page, heard)
  } finally {
    await context.close()
  }
}

/** Tabs until the focus is on what is called so, and gives all that it was on. */
async function tabTo(page: Page, wanted: (name: string) => boolean): Promise<Focus[]> {
  const passed: Focus[] = []
  for (let count = 0; count < 200; count++) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate<Focus>(focused)
    passed.push(focus)
    if (wanted(focus.name)) return passed
    if (focus.tag === 'body') break
  }
  return passed
}

interface Focus {
  readonly name: string
  readonly tag: string
  readonly outlined: boolean
  readonly width: number
  readonly height: number
}

describe.each(looks)('the page of a $name, $width pixels wide and $colorScheme', (look) => {
  it('asks for nothing, says nothing, and runs nothing of its keys, with everything open', async () => {
    await withPage(look, async (page, heard) => {
      await page.evaluate(
        `document.querySelectorAll('details').forEach((one) => { one.open = true })`,
      )
      await page.screenshot({ fullPage: true })
      expect(heard).toStrictEqual([])
      expect(await page.title()).not.toBe('ran')
    })
  })

  it('is no wider than the screen, with everything open', async () => {
    await withPage(look, async (page) => {
      await page.evaluate(
        `document.querySelectorAll('details').forEach((one) => { one.open = true })`,
      )
      expect(await page.evaluate<string[]>(overflowing)).toStrictEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    })
  })

  it('has a contrast of 4.5 to 1 for all of its text', async () => {
    await withPage(look, async (page) => {
      await page.evaluate(
        `document.querySelectorAll('details').forEach((one) => { one.open = true })`,
      )
      expect(await page.evaluate<string[]>(tooFaint)).toStrictEqual([])
    })
  })

  it('is reached all over by keyboard, and shows where one is', async () => {
    await withPage(look, async (page) => {
      const passed = await tabTo(page, () => false)
      const reached = passed.filter(({ tag }) => tag !== 'body')
      expect(reached.length).toBeGreaterThan(5)
      expect(reached.filter(({ outlined }) => !outlined)).toStrictEqual([])
      const summaries = `[...document.querySelectorAll('summary')].filter((one) => one.getClientRects().length > 0).length`
      expect(reached.filter(({ tag }) => tag === 'summary')).toHaveLength(
        await page.evaluate<number>(summaries),
      )
    })
  })
})

describe.each(names)('the page of a %s', (name) => {
  it('has one first heading, and leaves no level out', async () => {
    await withPage({ name, width: 1280 }, async (page) => {
      const levels = await page.evaluate<number[]>(headingLevels)
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      for (const [index, level] of levels.entries()) {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
      }
    })
  })

  it('is printed in light colours', async () => {
    await withPage({ name, width: 1280, colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      const colours = `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]`
      expect(await page.evaluate(colours)).toStrictEqual(['rgb(255, 255, 255)', 'rgb(22, 27, 36)'])
    })
  })
})

describe('the treemap', () => {
  it.each([360, 1280])(
    'has tiles as large as the shares in its table, %d pixels wide',
    async (width) => {
      await withPage({ name: 'summary', width }, async (page) => {
        const tiles = await page.evaluate<{ label: string; area: number }[]>(shownTiles)
        const rows = await page.evaluate<string[][]>(shownRows)
        expect(tiles.length).toBeGreaterThan(4)
        // Rounding, and tiles that are lumped together on phones.
        expect(tiles.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(1, 2)
        for (const [name = '', bytes = '', share = ''] of rows) {
          const tile = tiles.find(({ label }) => label.startsWith(`${name}, ${bytes}, ${share}`))
          if (share !== '0 %') expect(tile, name).toBeDefined()
          expect(Math.abs((tile?.area ?? 0) - percent(share))).toBeLessThan(0.006)
        }
      })
    },
  )

  it.each([360, 1280])(
    'is looked into by Enter, and left by Escape, %d pixels wide',
    async (width) => {
      await withPage({ name: 'summary', width }, async (page, heard) => {
        const passed = await tabTo(page, (name) => name.startsWith('backups/'))
        const tile = passed.at(-1)
        expect(tile).toMatchObject({ tag: 'a', outlined: true })
        // Large enough for a finger.
        expect(Math.min(tile?.width ?? 0, tile?.height ?? 0)).toBeGreaterThan(24)
        await page.keyboard.press('Enter')
        await expect.poll(() => labels(page)).toStrictEqual(['mysql/', 'vault/'])
        await tabTo(page, (name) => name.startsWith('vault/'))
        await page.keyboard.press('Enter')
        await expect.poll(() => labels(page)).toStrictEqual(['wal/'])
        expect(await page.locator('.crumbs:visible').innerText()).toMatch(
          /All prefixes\s*›\s*backups\/\s*›\s*vault\//,
        )
        await page.keyboard.press('Escape')
        await expect.poll(() => labels(page)).toStrictEqual(['mysql/', 'vault/'])
        await expect
          .poll(async () => (await page.evaluate<Focus>(focused)).name)
          .toMatch(/^vault\//)
        await page.keyboard.press('Escape')
        await expect.poll(() => labels(page)).toContain('lake/')
        await expect
          .poll(async () => (await page.evaluate<Focus>(focused)).name)
          .toMatch(/^backups\//)
        await page.keyboard.press('Escape')
        await expect.poll(() => labels(page)).toContain('lake/')
        expect(heard).toStrictEqual([])
      })
    },
  )

  it('is looked into without scripts too', async () => {
    await withPage({ name: 'summary', width: 1280, javaScriptEnabled: false }, async (page) => {
      await page.locator('svg.map.wide:visible a[aria-label^="backups/"]').click()
      expect(await page.locator('.crumbs:visible').innerText()).toMatch(
        /All prefixes\s*›\s*backups\//,
      )
      await page.locator('.crumbs:visible a').click()
      expect(await page.locator('.crumbs:visible').innerText()).toMatch(/^All prefixes/)
      await page.locator('.level:visible summary').click()
      expect(await page.locator('.level:visible tbody').innerText()).toContain('backups/')
    })
  })
})

it('the plot of ages is as long as its table says', async () => {
  await withPage({ name: 'summary', width: 1280 }, async (page) => {
    const plot =
      await page.evaluate<{ age: string; parts: { colour: string; width: number }[] }[]>(agePlot)
    const table = await page.evaluate<string[][]>(ageTable)
    expect(plot.map(({ age }) => age)).toStrictEqual(table.map(([age]) => age))
    const sums = table.map(([, ...cells]) => cells.reduce((sum, cell) => sum + bytesOf(cell), 0))
    const most = Math.max(...sums)
    for (const [row, { parts }] of plot.entries()) {
      const cells = (table[row] ?? []).slice(1)
      for (const [index, cell] of cells.entries()) {
        const width = parts.find(({ colour }) => colour === `s${index}`)?.width ?? 0
        // The numbers are rounded, and what is more than nothing is seen.
        expect(Math.abs(width - (bytesOf(cell) / most) * 100)).toBeLessThan(1)
      }
    }
  })
})

/** Names of the tiles that are shown. */
async function labels(page: Page): Promise<string[]> {
  const tiles = await page.evaluate<{ label: string }[]>(shownTiles)
  return tiles.map(({ label }) => label.split(', ')[0] ?? '').toSorted()
}

function percent(share: string): number {
  return share.startsWith('<') ? 0 : Number.parseFloat(share.replace('> ', '')) / 100
}

const units: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

function bytesOf(cell: string): number {
  if (cell === '–') return 0
  const [number = '', unit = ''] = cell.split(' ')
  return Number(number.replaceAll(',', '')) * (units[unit] ?? Number.NaN)
}
