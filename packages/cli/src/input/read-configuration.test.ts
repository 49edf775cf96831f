import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { configurationYaml } from '../output/configuration-yaml.ts'
import { readConfiguration } from './read-configuration.ts'

async function read(text: string) {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
  }
  const { signal } = new AbortController()
  return readConfiguration('-', { folder: '.', input: input(), signal })
}

const daily = `id: daily
schedule: { every: day }
destination: { bucket: reports, format: csv }
`

describe('takes', () => {
  it('what a person writes, with defaults', async () => {
    expect(await read(daily)).toStrictEqual({
      id: 'daily',
      enabled: true,
      schedule: { every: 'day' },
      versions: 'current',
      fields: [],
      destination: { bucket: 'reports', format: 'csv' },
    })
  })

  it('what get prints, and what it prints as a document', async () => {
    const configuration = await read(daily)
    expect(await read(configurationYaml(configuration))).toStrictEqual(configuration)
    expect(
      await read(JSON.stringify({ configuration, native: { Id: 'x' }, findings: [] })),
    ).toStrictEqual(configuration)
  })
})

describe('refuses, with every problem in the order of the file,', () => {
  it('what is no configuration', async () => {
    await expect(read(`enabled: 1\n${daily}fields: [size, sise]\n`)).rejects.toMatchObject({
      code: 'invalid-configuration',
      message: 'standard input is no configuration: 2 problems',
      position: { file: 'standard input', line: 1, column: 1 },
      problems: [
        { path: 'enabled', line: 1, column: 1 },
        { path: 'fields[1]', line: 5, column: 16, message: expect.stringContaining('"size"') },
      ],
    })
  })

  it('a document of get that was changed, by its own lines', async () => {
    const text = `configuration:\n  id: 007\n  schedule: { every: day }\nnative: {}\n`
    await expect(read(text)).rejects.toMatchObject({
      problems: [
        { path: 'destination', line: 1, column: 1 },
        {
          path: 'id',
          line: 2,
          column: 3,
          message: expect.stringContaining('quote it: "007"'),
        },
      ],
    })
  })

  it.each([
    ['id: 012', 'id: 012 is a number and text is wanted; quote it: "012"'],
    ['id: 0x1F', 'id: 0x1F is a number and text is wanted; quote it: "0x1F"'],
    ['id: 1e3', 'id: 1e3 is a number and text is wanted; quote it: "1e3"'],
    [
      'id: 123456789012345678901',
      'id: 123456789012345678901 is a number and text is wanted; quote it: "123456789012345678901"',
    ],
    [
      'filter: { size: { min: "012" } }',
      'filter.size.min: "012" is text and a number is wanted; write 012, without quotes',
    ],
  ])('%s, as it was written', async (line, expected) => {
    const rest = daily.replace(/^id: .*\n/, '')
    const text = line.startsWith('id:') ? `${line}\n${rest}` : `${daily}${line}\n`
    const error: unknown = await read(text).catch((thrown: unknown) => thrown)
    const problems = isInventoryError(error) ? error.problems : []
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toStrictEqual([
      expect.stringContaining(expected),
    ])
  })

  it('a list of inventories', async () => {
    await expect(read('[]')).rejects.toMatchObject({ code: 'invalid-configuration' })
  })
})
