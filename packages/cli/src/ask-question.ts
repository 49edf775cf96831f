/** Where a person sits. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/**
 * Puts a question, and resolves to the line that is typed; to nothing where the input ends. Rejects with the signal's own
 * reason when aborted.
 */
export async function askQuestion(
  question: string,
  { input, output }: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const { createInterface } = await import('node:readline')
  signal.throwIfAborted()
  // Not as a terminal of its own, as it would then take Ctrl-C for itself.
  const lines = createInterface({ input, terminal: false })
  const close = () => lines.close()
  signal.addEventListener('abort', close)
  const answer = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(undefined))
    output.write(question)
  })
  signal.removeEventListener('abort', close)
  lines.close()
  if (answer !== undefined) return answer
  // What is said next begins a line of its own.
  output.write('\n')
  signal.throwIfAborted()
  return ''
}
