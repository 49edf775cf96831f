/** A field by RFC 4180: in quotes if it has commas, quotes, line breaks, or blanks at its ends, which some readers take away. */
export function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
