import type { ComparedObject, ComparedSide } from '@bucket-inventory/compare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { comparedAtAll } from './compared-at-all.ts'
import { bucketArbitrary, copyDirections } from './compared-bucket-arbitrary.ts'
import { ComparedClouds } from './compared-clouds.ts'
import { historyArbitrary } from './compared-history.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { haveSameContent, isToldByReports } from './expected-verdicts.ts'
import type { KnownObject } from './known-bucket.ts'

// Each run is some dozen requests.
const runs = { numRuns: Math.ceil(propertyRuns / 150) }

describe.each(copyDirections)('a bucket of %s and its copy on %s', (from, to) => {
  let clouds: ComparedClouds
  beforeAll(async () => {
    clouds = await ComparedClouds.start()
  })
  afterAll(() => clouds.close())

  it('are compared version by version, those of one content first', async () => {
    const bucketOf = (cloud: DeliveringCloud['cloud']) =>
      bucketArbitrary(cloud, '').map((options) => ({
        ...options,
        isVersioned: true,
        versions: 'all' as const,
      }))
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        bucketOf(from),
        bucketOf(to),
        async (history, leftOptions, rightOptions) => {
          const played = await clouds.play(history, { left: leftOptions, right: rightOptions })
          if (played === undefined) return fc.pre(false)
          const { left, right } = played
          const compared = await comparedAtAll(left, right, { match: 'version' })
          const markers = compared.objects.filter(isOfMarkers)
          expect(sidesOf(markers, 'left')).toHaveLength(left.markers)
          expect(sidesOf(markers, 'right')).toHaveLength(right.markers)

          const objects = compared.objects.filter((object) => !isOfMarkers(object))
          const pairs = objects.map((object) => ({
            object,
            left: knownOf(left.objects, sideOf(object, 'left')),
            right: knownOf(right.objects, sideOf(object, 'right')),
          }))
          for (const side of ['left', 'right'] as const) {
            const listed = pairs.map((pair) => pair[side]).filter((known) => known !== undefined)
            expect(new Set(listed)).toStrictEqual(new Set(played[side].objects))
            expect(listed).toHaveLength(played[side].objects.length)
          }
          for (const { object, ...pair } of pairs) {
            if (pair.left === undefined || pair.right === undefined) continue
            const isSame = haveSameContent(pair.left, pair.right)
            if (object.verdict === 'same') expect(isSame).toBe(true)
            else if (object.verdict !== 'cannot-tell') expect(isSame).toBe(false)
          }
          for (const key of new Set([...left.objects, ...right.objects].map((one) => one.key))) {
            const ofKey = [left, right].map(({ objects: all }) =>
              all.filter((one) => one.key === key),
            )
            const [originals = [], copies = []] = ofKey
            const all = originals.flatMap((original) =>
              copies.map((copy) => isToldByReports(original, copy)),
            )
            if (all.includes(false)) continue
            const same = pairs.filter(
              ({ object }) => object.key === key && object.verdict === 'same',
            )
            expect(same).toHaveLength(inCommon(originals, copies))
          }
        },
      ),
      runs,
    )
  })
})

type Side = 'left' | 'right'

function sideOf(object: ComparedObject, side: Side): ComparedSide | undefined {
  if (side === 'left') return 'left' in object ? object.left : undefined
  return 'right' in object ? object.right : undefined
}

function sidesOf(objects: readonly ComparedObject[], side: Side): readonly ComparedSide[] {
  return objects.flatMap((object) => sideOf(object, side) ?? [])
}

/** Delete markers have no counterparts but delete markers. */
function isOfMarkers(object: ComparedObject): boolean {
  const sides = [sideOf(object, 'left'), sideOf(object, 'right')].filter(
    (side) => side !== undefined,
  )
  const markers = sides.filter((side) => side.isDeleteMarker === true)
  if (markers.length > 0) expect(markers).toHaveLength(sides.length)
  return markers.length > 0
}

function knownOf(
  objects: readonly KnownObject[],
  side: ComparedSide | undefined,
): KnownObject | undefined {
  if (side === undefined) return undefined
  const found = objects.find((one) => one.key === side.key && one.versionId === side.versionId)
  return found ?? expect.unreachable(`"${side.key}" has no version ${side.versionId}`)
}

/** How many can be paired with one of the same content. */
function inCommon(left: readonly KnownObject[], right: readonly KnownObject[]): number {
  const rest = [...right]
  return left.filter((object) => {
    const index = rest.findIndex((other) => haveSameContent(object, other))
    if (index !== -1) rest.splice(index, 1)
    return index !== -1
  }).length
}
