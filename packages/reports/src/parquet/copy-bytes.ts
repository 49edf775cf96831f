/* oxlint-disable typescript/no-non-null-assertion -- who calls has checked that both ranges are there */

/**
 * Copies bytes between ranges that do not overlap. For the few that texts and parts of them have, a call of `set` and the
 * view that it needs cost more than all of this.
 */
export function copyBytes(
  from: Uint8Array,
  fromView: DataView,
  start: number,
  to: Uint8Array,
  toView: DataView,
  toStart: number,
  count: number,
): void {
  if (count > 128) {
    to.set(from.subarray(start, start + count), toStart)
    return
  }
  if (count < 4) {
    for (let index = 0; index < count; index++) to[toStart + index] = from[start + index]!
    return
  }
  const last = count - 4
  for (let index = 0; index < last; index += 4) {
    toView.setInt32(toStart + index, fromView.getInt32(start + index, true), true)
  }
  toView.setInt32(toStart + last, fromView.getInt32(start + last, true), true)
}
