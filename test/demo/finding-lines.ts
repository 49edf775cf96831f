import type { Finding } from '@bucket-inventory/core'

/** One line for each finding: the verdict, the path, what happened and what it leads to. */
export function findingLines(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map((finding) => finding.path.length), 0)
  return findings.map((finding) => {
    const consequence = finding.verdict === 'lossy' ? ` [${finding.consequence}]` : ''
    return `${finding.verdict.padEnd(11)} ${finding.path.padEnd(width)}  ${finding.message}${consequence}`
  })
}
