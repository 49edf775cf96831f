import { setImmediate as turn } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { asTheyCome } from './as-they-come.ts'

/** Sources whose values take so many turns each; what is done with them is noted. */
function sources(turns: Readonly<Record<string, readonly number[]>>) {
  const log: string[] = []
  const start = (name: string) => {
    log.push(`start ${name}`)
    const values = async function* () {
      try {
        for (const [index, count] of (turns[name] ?? []).entries()) {
          for (let turned = 0; turned < count; turned++) await turn()
          if (count < 0) throw new Error(`${name}${index} fails`)
          yield `${name}${index}`
          log.push(`done ${name}${index}`)
        }
      } finally {
        log.push(`end ${name}`)
      }
    }
    const close = async () => {
      log.push(`close ${name}`)
    }
    return { values: values(), close }
  }
  return { log, start }
}

describe('values as they come', () => {
  it('are those of each item in its order, of so many items at a time', async () => {
    const { log, start } = sources({ a: [9, 9], b: [1, 1, 1], c: [1] })
    const taken: string[] = []
    for await (const value of asTheyCome(['a', 'b', 'c'], 2, start)) taken.push(value)
    expect(taken.toSorted()).toStrictEqual(['a0', 'a1', 'b0', 'b1', 'b2', 'c0'])
    expect(taken.slice(0, 4)).toStrictEqual(['b0', 'b1', 'b2', 'c0'])
    expect(log.indexOf('start c')).toBeGreaterThan(log.indexOf('close b'))
    expect(log.filter((line) => line.startsWith('close'))).toHaveLength(3)
  })

  it('are not asked for before the one before is done with', async () => {
    const { log, start } = sources({ a: [1, 1], b: [1, 1] })
    for await (const value of asTheyCome(['a', 'b'], 2, start)) {
      for (let turned = 0; turned < 9; turned++) await turn()
      expect(log).not.toContain(`done ${value}`)
    }
  })

  it('come to an end where nothing is', async () => {
    const { start } = sources({ a: [] })
    const taken: string[] = []
    for await (const value of asTheyCome([], 2, start)) taken.push(value)
    for await (const value of asTheyCome(['a'], 2, start)) taken.push(value)
    expect(taken).toStrictEqual([])
  })

  it('end with the first that fails, and close all that is open', async () => {
    const { log, start } = sources({ a: [5, 5], b: [1, -1], c: [1] })
    const read = async () => {
      for await (const value of asTheyCome(['a', 'b', 'c'], 2, start)) log.push(`take ${value}`)
    }
    await expect(read()).rejects.toThrow('b1 fails')
    expect(log).toContain('take b0')
    expect(log).toContain('close a')
    expect(log).toContain('close b')
    expect(log).not.toContain('start c')
  })

  it('close all that is open when nobody wants more', async () => {
    const { log, start } = sources({ a: [1, 1], b: [1, 1] })
    for await (const value of asTheyCome(['a', 'b'], 2, start)) {
      log.push(value)
      break
    }
    expect(log.filter((line) => line.startsWith('end')).toSorted()).toStrictEqual([
      'end a',
      'end b',
    ])
    expect(log.filter((line) => line.startsWith('close'))).toHaveLength(2)
  })
})
