import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

import { root } from './packages.ts'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /(\.md|\.yaml|\.json|\.ts|\.ci\/run)$/.test(file) && file !== 'pnpm-lock.yaml')

it('names one version of pnpm wherever it names one', () => {
  const versions = new Map<string, string[]>()
  for (const file of files) {
    for (const [, version = ''] of readFileSync(`${root}/${file}`, 'utf8').matchAll(
      /\bpnpm@(\d[\w.-]*)/g,
    )) {
      versions.set(version, [...(versions.get(version) ?? []), file])
    }
  }
  expect([...versions.keys()]).toStrictEqual(['12.21.0'])
  expect(versions.get('12.21.0')).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', '.ci/run']),
  )
})

it('names Node 20.19 as the oldest in every manifest', () => {
  const manifests = files.filter((file) => /^(packages\/[^/]+\/)?package\.json$/.test(file))
  expect(manifests.length).toBeGreaterThan(5)
  for (const file of manifests) {
    expect(JSON.parse(readFileSync(`${root}/${file}`, 'utf8'))).toMatchObject({
      engines: { node: '>=20.19' },
    })
  }
})
