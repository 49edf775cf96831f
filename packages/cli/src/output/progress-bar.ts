const widest = 40

/** `[########--------] 3/6`, never as wide as the terminal, so that it stays on its line. */
export function progressBar(done: number, total: number, columns: number): string {
  const count = ` ${done}/${total}`
  const room = Math.min(widest, columns - count.length - 3)
  if (room < 4) return count.trim().slice(0, Math.max(0, columns - 1))
  const filled = total === 0 ? room : Math.floor((room * done) / total)
  return `[${'#'.repeat(filled)}${'-'.repeat(room - filled)}]${count}`
}
