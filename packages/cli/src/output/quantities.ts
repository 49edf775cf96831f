const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** `512 B`, `1.5 MB`: in powers of a thousand. */
export function bytesInWords(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`
}

/** `1,234,567`. */
export function countInWords(count: number): string {
  return count.toLocaleString('en-US')
}

/** `45 s`, `12 min`, `7 h`, `3 days`: cut, not rounded. */
export function ageInWords(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} days`
}

/** `0:07`, `12:34`, `1:02:03`. */
export function clockInWords(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours === 0
    ? `${minutes}:${two(whole % 60)}`
    : `${hours}:${two(minutes)}:${two(whole % 60)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
