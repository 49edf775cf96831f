import type { Finding } from '@bucket-inventory/core'

const width = 84

/** For each finding the verdict, the path, what happened and what it leads to, folded. */
export function findingLines(findings: readonly Finding[]): string[] {
  const longest = Math.max(...findings.map((finding) => finding.path.length), 0)
  return findings.flatMap((finding) => {
    const consequence = finding.verdict === 'lossy' ? ` [${finding.consequence}]` : ''
    const head = `${finding.verdict.padEnd(11)} ${finding.path.padEnd(longest)}  `
    return folded(`${finding.message}${consequence}`).map(
      (line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line,
    )
  })
}

function folded(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
