import { readFileSync } from 'node:fs'

import { parse } from 'yaml'

/** A file of `examples/`, as a person wrote it. */
export function example(file: string): unknown {
  return parse(readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8'))
}
