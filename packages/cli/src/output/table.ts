/** Paints a cell, by its row and column, without changing how wide it is. */
export type PaintCell = (text: string, row: number, column: number) => string

/** Rows as columns of equal width, two spaces apart, the first row a head. Nothing for no rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: PaintCell = (text) => text,
): string {
  if (rows.length === 0) return ''
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all
    .map((row, index) => {
      const last = row.findLastIndex((cell) => cell !== '')
      const cells = row.slice(0, last + 1).map((cell, column) => {
        const space = column === last ? '' : ' '.repeat(room(cell, widths[column] ?? 0))
        return `${index === 0 || cell === '' ? cell : paint(cell, index - 1, column)}${space}`
      })
      return `${cells.join('  ')}\n`
    })
    .join('')
}

function room(text: string, width: number): number {
  return Math.max(0, width - widthOf(text))
}

const segmenter = new Intl.Segmenter()

/** In columns of a terminal: characters as a person sees them, wide ones as two. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** What East Asian fonts and pictures take the room of two for. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
