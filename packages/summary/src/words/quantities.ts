const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']

/** `512 B`, `1.5 MiB`, `16 KiB`, `1,023 GiB`: in powers of 1,024, as clouds count, three digits as a rule. */
export function bytesInWords(bytes: number): string {
  let value = Math.abs(bytes)
  let unit = 0
  while (rounded(value) >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  const number = rounded(value)
  const digits = unit > 0 && number < 100 && !Number.isInteger(number) ? 1 : 0
  const text = number.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return `${bytes < 0 ? '−' : ''}${text} ${units[unit] ?? ''}`
}

/** To one place, and to none from a hundred. */
function rounded(value: number): number {
  return value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value)
}

/** `1,234,567`. */
export function countInWords(count: number): string {
  return count < 0 ? `−${countInWords(-count)}` : count.toLocaleString('en-US')
}

/** `1 object`, `1,234 objects`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countInWords(count)} ${Math.abs(count) === 1 ? one : many}`
}

/** `+1,234`, `−5`, `0`. */
export function changeInWords(change: number, inWords: (value: number) => string): string {
  return change > 0 ? `+${inWords(change)}` : inWords(change)
}

/** `34 %`, `0.4 %`, `< 0.1 %`: never 100 of what is less than all, nor 0 of what is more than nothing. */
export function shareInWords(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0 %'
  const percent = (part / whole) * 100
  if (percent < 0.1) return '< 0.1 %'
  if (percent < 10) return `${percent.toFixed(1)} %`
  if (percent >= 99.5 && part < whole)
    return percent > 99.9 ? '> 99.9 %' : `${percent.toFixed(1)} %`
  return `${Math.round(percent)} %`
}

/** `2026-11-20 01:00 UTC`. */
export function timeInWords(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
