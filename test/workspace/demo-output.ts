import { runDemo } from '../demo/run-demo.ts'

/** What the demo prints, as a block of Markdown; the ports that it happened to get are left open. */
export async function demoOutput(): Promise<string> {
  const lines: string[] = []
  await runDemo((line) => lines.push(line))
  const text = lines.join('\n').replaceAll(/(127\.0\.0\.1):\d+/g, '$1:PORT')
  return `\`\`\`text\n${text}\n\`\`\`\n`
}
