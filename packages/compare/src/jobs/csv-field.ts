/** A field by RFC 4180: in quotes if it has commas, quotes, line breaks, or spaces at its ends. */
export function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
