import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, it } from 'vitest'

const script = fileURLToPath(new URL('prepare.ts', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bucket-inventory-python-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function prepare(environment: string, variables: Readonly<Record<string, string>>) {
  const { PATH } = process.env
  return spawnSync(process.execPath, ['--import', 'tsx', script, environment], {
    encoding: 'utf8',
    env: { PATH, ...variables },
  })
}

it('says that there is no Python, and that alone', () => {
  const environment = join(folder, 'no-python')
  const { status, stdout, stderr } = prepare(environment, { PATH: folder })
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /^the interoperability tests need Python 3\.10 or newer with venv, which this machine lacks \(.+\)\n$/,
  )
  expect(status).toBe(69)
})

it('says that PyPI is not reached, and leaves nothing half made', () => {
  const environment = join(folder, 'no-index')
  const { status, stdout, stderr } = prepare(environment, {
    PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
    PIP_CONFIG_FILE: '/dev/null',
  })
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /^the interoperability tests need PyPI, which this machine does not reach \(.+\)\n$/,
  )
  expect(status).toBe(69)
  expect(existsSync(environment)).toBe(false)
})
