import { weightOf } from '../report/tally.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'
import { tiles as colours } from './palette.ts'
import { squarify } from './squarify.ts'
import type { TreemapLevel, TreemapPart } from './treemap-levels.ts'
import { treemapTile } from './treemap-tile.ts'
import type { MapShape } from './treemap-tile.ts'

const shapes: readonly MapShape[] = [
  { name: 'wide', width: 1080, height: 460, tiles: 38 },
  { name: 'tall', width: 300, height: 440, tiles: 10 },
]

/** The treemap of a level, in each shape; one is shown. */
export function treemap(level: TreemapLevel): Html {
  return html`${shapes.map((shape) => mapOf(level, shape))}`
}

function mapOf({ node, parts }: TreemapLevel, shape: MapShape): Html {
  const shown = fewer(parts, shape.tiles)
  const weighed = shown.filter(({ counts }) => weightOf(counts) > 0)
  const sorted = weighed.toSorted((one, other) => weightOf(other.counts) - weightOf(one.counts))
  const places = squarify(
    sorted.map(({ counts }) => weightOf(counts)),
    shape.width / shape.height,
  )
  const by = node.bytes === undefined ? 'objects' : 'bytes'
  return html`<svg
    class="map ${shape.name}"
    role="group"
    aria-label="Treemap by ${by}; the table below has the same numbers"
  >
    ${sorted.map((part, index) => {
      const place = places[index]
      const colour = part.kind === 'rest' ? 'tile-rest' : `t${parts.indexOf(part) % colours.length}`
      return place === undefined
        ? none
        : treemapTile(part, place, { shape, colour, all: weightOf(node) })
    })}
  </svg>`
}

/** The first of the parts, and the others as one. */
function fewer(parts: readonly TreemapPart[], most: number): TreemapPart[] {
  if (parts.length <= most) return [...parts]
  const rest = parts.slice(most - 1)
  const sized = rest.every(({ counts }) => counts.bytes !== undefined)
  const objects = rest.reduce((sum, { counts }) => sum + counts.objects, 0)
  const bytes = rest.reduce((sum, { counts }) => sum + (counts.bytes ?? 0), 0)
  return [
    ...parts.slice(0, most - 1),
    {
      label: 'everything else',
      counts: sized ? { objects, bytes } : { objects },
      kind: 'rest',
      inside: [],
    },
  ]
}
