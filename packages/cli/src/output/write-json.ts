import type { TextSink } from '../command.ts'

/** One document, indented, for a person as well as for a program. */
export function writeJson(sink: TextSink, document: unknown): void {
  sink.write(`${JSON.stringify(document, undefined, 2)}\n`)
}
