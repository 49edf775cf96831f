import { weightOf } from '../report/tally.ts'
import { cellWidth, cutToCells } from '../text/cell-width.ts'
import { bytesInWords, counted, shareInWords } from '../words/quantities.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'
import { squarify } from './squarify.ts'
import type { Tile } from './squarify.ts'
import type { InnerPart, TreemapPart } from './treemap-levels.ts'

/** How a treemap is laid out: for screens, or for phones, with fewer tiles that are large enough to touch. */
export interface MapShape {
  readonly name: 'wide' | 'tall'
  /** Pixels: about so many, as the page may be narrower. */
  readonly width: number
  /** Pixels, always. */
  readonly height: number
  readonly tiles: number
}

export interface TileLook {
  readonly shape: MapShape
  /** Class that colours it. */
  readonly colour: string
  /** Weight of all tiles. */
  readonly all: number
}

/** Pixels: of a letter, of the lines of a tile together, and around what is inside. */
const letter = 8
const head = 46
const margin = 6

/** A tile: a link where it leads to a level of its own. Names that do not fit are cut, or left to what is read aloud. */
export function treemapTile(
  part: TreemapPart,
  place: Tile,
  { shape, colour, all }: TileLook,
): Html {
  const { label, counts, level } = part
  const amount =
    counts.bytes === undefined ? counted(counts.objects, 'object') : bytesInWords(counts.bytes)
  const share = shareInWords(weightOf(counts), all)
  const width = place.width * shape.width
  const height = place.height * shape.height
  const [name, number] = linesOf(label, [`${amount} · ${share}`, amount], width, height)
  const box = html`<svg ${placed(place)}>
    <rect class="${colour}" width="100%" height="100%" />
    ${name === '' ? none : html`<text class="name" x="9" y="20">${name}</text>`}
    ${number === '' ? none : html`<text x="9" y="38">${number}</text>`}
    ${insideOf(part.inside, width, height)}
  </svg>`
  const words = `${label}, ${amount}, ${share}`
  return level === undefined
    ? html`<g role="img" aria-label="${words}">${box}</g>`
    : html`<a href="#${level}" aria-label="${words}: look into it">${box}</a>`
}

/** Name and number as far as there is room for them. */
function linesOf(
  label: string,
  numbers: readonly string[],
  width: number,
  height: number,
): readonly [string, string] {
  const letters = Math.floor((width - 16) / letter)
  if (height < 26 || letters < Math.min(5, cellWidth(label))) return ['', '']
  const number = height < head ? undefined : numbers.find((text) => text.length <= letters)
  return [cutToCells(label, letters), number ?? '']
}

/** What is below, for a look ahead: it has no numbers, and is not read aloud. */
function insideOf(parts: readonly InnerPart[], width: number, height: number): Html {
  const room = { width: width - 2 * margin, height: height - head - margin }
  if (parts.length < 2 || room.width < 90 || room.height < 40) return none
  const places = squarify(
    parts.map(({ weight }) => weight),
    room.width / room.height,
  )
  const frame = {
    x: margin / width,
    y: head / height,
    width: room.width / width,
    height: room.height / height,
  }
  return html`<svg class="in" aria-hidden="true" ${placed(frame)}>
    ${parts.map((part, index) => {
      const place = places[index]
      return place === undefined ? none : innerTile(part, place, index, room)
    })}
  </svg>`
}

function innerTile(
  { label, isRest }: InnerPart,
  place: Tile,
  index: number,
  room: { readonly width: number; readonly height: number },
): Html {
  const letters = Math.floor((place.width * room.width - 10) / (letter * 0.88))
  const fits = place.height * room.height >= 20 && letters >= Math.min(4, cellWidth(label))
  // Darker ones and lighter ones, so that neighbours are told apart: never lighter than the tile, on which white text is read.
  const shade = isRest ? 0.34 : 0.06 + 0.07 * (index % 3)
  return html`<svg ${placed(place)}>
    <rect fill-opacity="${shade.toFixed(2)}" width="100%" height="100%" />
    ${fits ? html`<text x="6" y="15">${cutToCells(label, letters)}</text>` : none}
  </svg>`
}

function placed({ x, y, width, height }: Tile): Html {
  return html`x="${percent(x)}" y="${percent(y)}" width="${percent(width)}"
  height="${percent(height)}"`
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(2))}%`
}
