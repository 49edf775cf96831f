import { runDemo } from '../demo/run-demo.ts'

/** What the demo prints, part by part, as blocks of Markdown by the number of the part; ports, times and names by chance are left open. */
export async function demoOutput(): Promise<ReadonlyMap<string, string>> {
  const lines: string[] = []
  await runDemo((line) => lines.push(line))
  const text = lines
    .join('\n')
    .replaceAll(/(127\.0\.0\.1):\d+/g, '$1:PORT')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/g, 'TIME')
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID')
  const parts = text.split(/\n(?=\d\. )/)
  return new Map(
    parts.map((part, index) => [String(index), `\`\`\`text\n${part.trim()}\n\`\`\`\n`]),
  )
}
