const dayLength = 86_400_000
const mostDays = 10_000
const digits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

/** A function that writes an instant as `formatInstant` of core does, several times as fast: most rows share their days. */
export function instantTexts(): (time: number) => string {
  const days = new Map<number, string>()
  return (time) => {
    const day = Math.floor(time / dayLength)
    let date = days.get(day)
    if (date === undefined) {
      if (days.size >= mostDays) days.clear()
      date = new Date(day * dayLength).toISOString().replace(/T.*$/, 'T')
      days.set(day, date)
    }
    const rest = time - day * dayLength
    const seconds = Math.floor(rest / 1000)
    const milliseconds = Math.floor(rest - seconds * 1000)
    const minutes = Math.floor(seconds / 60)
    const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
    return milliseconds === 0
      ? `${date}${clock}Z`
      : `${date}${clock}.${String(milliseconds).padStart(3, '0')}Z`
  }
}

function two(number: number): string {
  return digits[number] ?? String(number)
}
