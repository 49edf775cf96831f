import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { findChromium } from './find-chromium.ts'

const script = fileURLToPath(new URL('prepare.ts', import.meta.url))

function prepare(variables: Readonly<Record<string, string>>) {
  const { PATH } = process.env
  return spawnSync(process.execPath, ['--import', 'tsx', script], {
    encoding: 'utf8',
    env: { PATH, ...variables },
  })
}

it('is content where there is a Chromium, on the path or named', () => {
  const CHROMIUM = findChromium()
  expect(prepare({ CHROMIUM })).toMatchObject({ status: 0, stdout: '', stderr: '' })
})

it('says that there is no Chromium, and that alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-inventory-chromium-'))
  try {
    const { status, stdout, stderr } = prepare({ PATH: folder })
    expect(stdout).toBe('')
    expect(stderr).toBe(
      'the tests of pages need Chromium, which this machine lacks: install it, or name it in CHROMIUM\n',
    )
    expect(status).toBe(69)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('does not take one that is named and does not run for a lack of the machine', () => {
  const { status, stderr } = prepare({ CHROMIUM: '/nowhere/chromium' })
  expect(stderr).toContain('CHROMIUM names /nowhere/chromium, which does not run')
  expect(status).toBe(1)
})
