import type { InventoryHealth } from '@bucket-inventory/health'
import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import { statusInWords, worstFirst } from './status-summary.ts'
import { statusTable, trendInWords } from './status-table.ts'

const plain = painter(false)

function health(id: string, more: Partial<InventoryHealth> = {}): InventoryHealth {
  return {
    location: { scheme: 's3', bucket: 'photos' },
    provider: 'aws-s3',
    id,
    state: 'delivered',
    reason: '',
    earlier: [],
    checks: [],
    ...more,
  }
}

const report = {
  time: Date.UTC(2026, 10, 20, 1),
  bucket: 'reports',
  manifestKey: 'manifest.json',
  files: 1200,
  bytes: 1500,
  verified: true,
}

it.each([
  [0, 100, ''],
  [100, 103, '+3 %'],
  [100, 88, '-12 %'],
  [1000, 999, '0 %'],
  [1, 5000, '+499,900 %'],
])('says what %j bytes and then %j come to', (before, after, text) => {
  expect(trendInWords(before, after)).toBe(text)
})

it('leaves empty what nobody knows', () => {
  const inventories = [
    health('a\u0007', { last: report, age: 3_600_000, drift: [] }),
    health('b', { state: 'missing' }),
  ]
  const rows = statusTable(inventories, plain).split('\n')
  expect(rows[1]?.split(/ {2,}/)).toStrictEqual(
    [
      String.raw`s3://photos#a\u0007`,
      'delivered',
      '2026-11-20T01:00:00Z',
      '60 min',
      '1,200',
      '1.5 kB',
      'yes',
    ].map((cell) => cell.replace('60 min', '1 h')),
  )
  expect(rows[2]?.trimEnd()).toMatch(/^s3:\/\/photos#b +missing$/)
})

it('leaves out columns that are empty, and those that a terminal has no room for', () => {
  const headOf = (...[inventories, columns]: [readonly InventoryHealth[], number?]) =>
    statusTable(inventories, plain, columns).split('\n')[0]?.split(/ {2,}/)
  const waiting = [health('a', { state: 'waiting' }), health('b', { state: 'waiting' })]
  expect(headOf(waiting)).toStrictEqual(['INVENTORY', 'STATE'])
  const one = { last: report, previous: report, age: 1, expectedBy: report.time }
  const delivered = [health('a', one), health('b', { ...one, drift: [] })]
  expect(headOf(delivered)).toStrictEqual([
    'INVENTORY',
    'STATE',
    'LAST DELIVERY',
    'AGE',
    'EXPECTED BY',
    'FILES',
    'SIZE',
    'TREND',
    'VERIFIED',
  ])
  expect(headOf(delivered, 80)).toStrictEqual([
    'INVENTORY',
    'STATE',
    'LAST DELIVERY',
    'AGE',
    'SIZE',
    'TREND',
    'VERIFIED',
  ])
  const wrong = [health('a', { ...one, last: { ...report, verified: false } })]
  expect(headOf(wrong, 20)).toStrictEqual(['INVENTORY', 'STATE', 'AGE', 'VERIFIED'])
})

it('keeps columns in line where characters are wide', () => {
  const bucket = (name: string) => ({ location: { scheme: 's3', bucket: name } })
  const table = statusTable([health('a', bucket('照片')), health('a', bucket('cats'))], plain)
  const [, wide, narrow] = table.split('\n')
  expect(wide).toBe('s3://照片#a  delivered')
  expect(narrow).toBe('s3://cats#a  delivered')
})

it('paints states without moving the columns', () => {
  const table = statusTable([health('a', { last: { ...report, verified: false } })], painter(true))
  expect(table).toContain('\u001B[32mdelivered\u001B[0m  2026')
  expect(table).toContain('\u001B[31mno\u001B[0m')
})

it('puts the worst first, and what is not as declared behind what is late', () => {
  const drift = [{ path: 'fields', desired: [], actual: ['size'] } as const]
  const all = [
    health('well'),
    health('drifted', { drift }),
    health('unknown', { state: 'unknown' }),
    health('late', { state: 'late' }),
    health('missing', { state: 'missing' }),
    health('wrong', { last: { ...report, verified: false } }),
  ]
  expect(worstFirst(all).map(({ id }) => id)).toStrictEqual([
    'missing',
    'late',
    'drifted',
    'wrong',
    'unknown',
    'well',
  ])
})

it('says what many come to', () => {
  const counts = { drifted: 1, unverified: 0, failing: 0, unknown: 0, isWell: false }
  const states = new Map([
    ['late', 1],
    ['delivered', 1200],
  ] as const)
  expect(statusInWords({ ...counts, inventories: 1201, states })).toBe(
    '1,201 inventories: 1 late, 1,200 delivered; 1 not as declared',
  )
  expect(statusInWords({ ...counts, drifted: 0, inventories: 0, states: new Map() })).toBe(
    '0 inventories',
  )
})
