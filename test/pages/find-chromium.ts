import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** This machine has no Chromium. Nothing else is wrong. */
export class MissingChromiumError extends Error {}

const names = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * The Chromium of this machine: what `CHROMIUM` names, else the first on the path. Throws {@link MissingChromiumError} where there is
 * none, and another error where what `CHROMIUM` names does not run.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const { CHROMIUM: named, PATH = '' } = environment
  if (named !== undefined && named !== '') {
    if (runs(named)) return named
    throw new Error(`CHROMIUM names ${named}, which does not run`)
  }
  const found = names
    .flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path) && runs(path))
  if (found !== undefined) return found
  throw new MissingChromiumError(
    'the tests of pages need Chromium, which this machine lacks: install it, or name it in CHROMIUM',
  )
}

function runs(path: string): boolean {
  return spawnSync(path, ['--version']).status === 0
}
