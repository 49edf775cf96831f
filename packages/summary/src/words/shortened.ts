/** No more than so many letters: what is too much is cut from the middle, as names begin alike and end alike. */
export function shortened(label: string, longest: number): string {
  const letters = Array.from(label)
  if (letters.length <= longest) return label
  const half = Math.floor((longest - 1) / 2)
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`
}
