import { describe, expect, it } from 'vitest'

import { parseDuration } from './parse-duration.ts'

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['90s', 90_000],
    ['15m', 900_000],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
    ['36525d', 3_155_760_000_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text, '--margin')).toBe(milliseconds)
  })

  it.each(['15', '15 m', 'm', '-1m', '1w', '1e3s', '36526d', '99999999999999999d', ''])(
    'refuses "%s", and names the flag',
    (text) => {
      expect(() => parseDuration(text, '--margin')).toThrow(
        expect.objectContaining({
          code: 'invalid-input',
          message: `--margin takes a time such as 90s, 15m, 2h, 1d or 0, not "${text}"`,
        }),
      )
    },
  )
})
