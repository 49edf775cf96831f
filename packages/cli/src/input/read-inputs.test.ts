import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { MissingInput } from '@bucket-inventory/client'
import { parseLocation } from '@bucket-inventory/core'
import { expect, it, onTestFinished } from 'vitest'

import { inputsYaml } from '../output/inputs-yaml.ts'
import { readInputs } from './read-inputs.ts'

it('reads the inputs that are asked for of as many inventories as a bucket may have', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [from, to] = ['oss://photos-cn', 's3://photos']
  const missing = Array.from({ length: 1000 }, (_, index): MissingInput => {
    const inventory = `${index}-`.padEnd(192, 'x')
    const value = { expected: 'text', example: 'reports' }
    const paths = [
      'id',
      'destination.bucket',
      'destination.accountId',
      'destination.roleArn',
    ] as const
    return {
      inventory,
      from: `${from}#${inventory}`,
      location: to,
      id: inventory,
      values: paths.map((path) => ({ ...value, path, message: `${path} of ${inventory}` })),
      losses: [],
    }
  })
  await writeFile(join(folder, 'x.yaml'), inputsYaml(from, to, missing))
  const { inputs } = await readInputs(
    'x.yaml',
    { from: parseLocation(from), to: parseLocation(to) },
    { folder, input: nothing(), signal: new AbortController().signal },
  )
  expect(Object.keys(inputs.inventories ?? {})).toHaveLength(1000)
})

async function* nothing(): AsyncGenerator<Uint8Array> {}
