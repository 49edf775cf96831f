import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { ElementReader } from './element-reader.ts'
import { readInventoryPage } from './read-inventory-page.ts'

const page = (inside: string) =>
  `<ListInventoryConfigurationsResult>${inside}</ListInventoryConfigurationsResult>`
const format = (element: ElementReader) => element.child('Destination')?.text('Format')

describe('readInventoryPage', () => {
  it.each([
    ['<IsTruncated>false</IsTruncated>', undefined],
    [
      '<IsTruncated> TRUE </IsTruncated><NextContinuationToken>a+b/c=</NextContinuationToken>',
      'a+b/c=',
    ],
    ['<IsTruncated>false</IsTruncated><NextContinuationToken>x</NextContinuationToken>', undefined],
    ['<NextContinuationToken>x</NextContinuationToken>', 'x'],
    ['<NextContinuationToken/>', undefined],
    ['', undefined],
  ])('reads where %s goes on', (inside, next) => {
    expect(readInventoryPage(page(inside), format)).toStrictEqual({ entries: [], next })
  })

  it('goes on after an entry that cannot be read, and names it', () => {
    const inside = [
      '<InventoryConfiguration><Id>a</Id><Destination><Format>CSV</Format></Destination></InventoryConfiguration>',
      '<InventoryConfiguration><Id>b</Id><Destination/><Destination/></InventoryConfiguration>',
      '<InventoryConfiguration><Destination/><Destination/></InventoryConfiguration>',
    ].join('')
    const { entries } = readInventoryPage(page(inside), format)
    expect(entries[0]).toBe('CSV')
    expect(entries.slice(1)).toMatchObject([
      { error: { code: 'protocol', message: expect.stringMatching(/^inventory "b": .*2 times/) } },
      { error: { message: expect.stringMatching(/^an inventory without an id: /) } },
    ])
  })

  it.each([
    ['<IsTruncated>true</IsTruncated>', 'has no NextContinuationToken'],
    ['<IsTruncated>maybe</IsTruncated>', 'neither true nor false'],
    ['<IsTruncated>true</IsTruncated><IsTruncated>true</IsTruncated>', '2 times'],
  ])('refuses %s', (inside, message) => {
    try {
      readInventoryPage(page(inside), format)
      expect.unreachable()
    } catch (error) {
      expect(isInventoryError(error, 'protocol') && error.message).toContain(message)
    }
  })
})
