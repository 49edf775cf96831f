// From the year 0 to the end of 9999: as far as texts of instants go.
const earliest = -62_167_219_200_000
const latest = 253_402_300_799_999

/** Whether a number can be an instant in epoch milliseconds. */
export function isInstant(value: number): boolean {
  return Number.isInteger(value) && value >= earliest && value <= latest
}
