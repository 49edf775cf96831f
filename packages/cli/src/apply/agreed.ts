/** Whether an answer to a question is yes. */
export function agreed(answer: string): boolean {
  return /^\s*y(es)?\s*$/i.test(answer)
}
