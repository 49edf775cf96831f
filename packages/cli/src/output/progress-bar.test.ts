import { expect, it } from 'vitest'

import { progressBar } from './progress-bar.ts'

it.each([
  [0, 4, 20, '[-------------] 0/4'],
  [1, 4, 20, '[###----------] 1/4'],
  [4, 4, 20, '[#############] 4/4'],
  [1, 2, 300, `[${'#'.repeat(20)}${'-'.repeat(20)}] 1/2`],
  [1, 2, 9, '1/2'],
  [10, 20, 3, '10'],
  [0, 0, 1, ''],
])('shows %i of %i in %i columns', (done, total, columns, expected) => {
  expect(progressBar(done, total, columns)).toBe(expected)
  expect(expected.length).toBeLessThan(columns)
})
