const segmenter = new Intl.Segmenter()
const ascii = /^[\u0020-\u007e]*$/
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}])/u
const invisible = /^\p{M}+$/u

/** How many cells of a terminal a text takes: two for each character of Chinese, Japanese and Korean, and for emoji. */
export function cellWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += widthOf(segment)
  return width
}

/** The text in no more than so many cells: what is too much is cut from the middle, as keys begin alike and end alike. */
export function cutToCells(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text
  if (cells <= 1) return '…'.slice(0, cells)
  const segments = Array.from(segmenter.segment(text), ({ segment }) => segment)
  const room = cells - 1
  const head = taken(segments, Math.ceil(room / 2))
  const tail = taken(segments.toReversed(), room - cellWidth(head.join(''))).toReversed()
  return `${head.join('')}…${tail.join('')}`
}

/** The text and spaces up to so many cells. */
export function padToCells(text: string, cells: number, side: 'left' | 'right' = 'right'): string {
  const space = ' '.repeat(Math.max(0, cells - cellWidth(text)))
  return side === 'right' ? text + space : space + text
}

function taken(segments: readonly string[], room: number): string[] {
  const some: string[] = []
  let width = 0
  for (const segment of segments) {
    width += widthOf(segment)
    if (width > room) break
    some.push(segment)
  }
  return some
}

function widthOf(segment: string): number {
  if (invisible.test(segment)) return 0
  return wide.test(segment) ? 2 : 1
}
