/** Takes one line of what the demo shows. */
export type Print = (line: string) => void
