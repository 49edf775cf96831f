import * as fc from 'fast-check'

/** An element of a document, as the service might hold it: text or children, in any order. */
export type Element = readonly [name: string, content: string | readonly Element[]]

/** The text of a document, written without any code of ours. */
export function documentText(root: string, children: readonly Element[], namespace = ''): string {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`
  const body = children.map(elementText).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${body}</${root}>`
}

/** Text that XML can hold and people mistype: markup, digits that are no numbers, spaces at the ends, line ends. */
export const nativeText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '007',
    'true',
    ' a ',
    '<&>"\'',
    'a\r\nb',
    '\n',
    '中文/🪣',
    ']]>',
    '&amp;',
    '&#10;',
    'a//b/',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => isXmlText(text)),
)

/** Elements that no version of ours knows. */
export const unknownElements: fc.Arbitrary<readonly Element[]> = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('NewThing', 'Another', 'x-y.z', 'constructor'),
    fc.oneof(
      nativeText,
      fc.constant(''),
      fc.array(fc.tuple(fc.constantFrom('Child', 'Other'), nativeText), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
  ),
  { maxLength: 2, selector: ([name]) => name },
)

/** In any order, as no service promises one. */
export function shuffled(
  ...groups: readonly (readonly Element[])[]
): fc.Arbitrary<readonly Element[]> {
  const all = groups.flat()
  return fc.shuffledSubarray([...all], { minLength: all.length })
}

function elementText([name, content]: Element): string {
  const inner = typeof content === 'string' ? escaped(content) : content.map(elementText).join('')
  return `<${name}>${inner}</${name}>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#xA;')
}

/** https://www.w3.org/TR/xml/#charsets */
function isXmlText(text: string): boolean {
  return !/[\uFFFE\uFFFF]|\p{Surrogate}|(?![\t\n\r])\p{Cc}/u.test(text)
}
