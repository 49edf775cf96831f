const codes = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36' }

export type Colour = keyof typeof codes

/** Paints text where colours are shown. */
export type Paint = (colour: Colour, text: string) => string

export function painter(enabled: boolean): Paint {
  return enabled ? (colour, text) => `\u001B[${codes[colour]}m${text}\u001B[0m` : (_, text) => text
}
