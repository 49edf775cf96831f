import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const environment = join(folder, '.venv')

/** A Python with the packages of `requirements.txt`, installed once; says what is missing where it cannot be had. */
export function pythonEnvironment(): { readonly python: string; readonly bin: string } {
  const requirements = join(folder, 'requirements.txt')
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  const stamp = join(environment, 'installed')
  const bin = join(environment, 'bin')
  const python = join(bin, 'python')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(environment, { recursive: true, force: true })
    run('python3', ['-m', 'venv', environment], 'needs Python 3 with the module venv')
    const install = ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]
    run(python, install, 'needs PyPI to install what requirements.txt names')
    writeFileSync(stamp, wanted)
  }
  return { python, bin }
}

function run(command: string, words: readonly string[], need: string): void {
  const { status, error, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status === 0) return
  const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? ''
  throw new Error(`the interoperability tests cannot run: this machine ${need} (${reason})`)
}
