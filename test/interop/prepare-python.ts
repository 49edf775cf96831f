import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url))
const home = fileURLToPath(new URL('.venv', import.meta.url))

/** The Python with the packages of `requirements.txt`, there as soon as {@link preparePython} has made it. */
export const python = pythonIn(home)

/** This machine lacks what the interoperability tests need. Nothing else is wrong. */
export class MissingPythonError extends Error {}

/**
 * Makes a Python with the packages of `requirements.txt`, once. Throws {@link MissingPythonError} where this machine has no
 * Python or does not reach PyPI, and another error for whatever else goes wrong; what is half made is removed.
 */
export function preparePython(environment: string = home): void {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  const stamp = join(environment, 'installed')
  if (isMade(environment, stamp, wanted)) return
  rmSync(environment, { recursive: true, force: true })
  try {
    make(environment)
    writeFileSync(stamp, wanted)
  } catch (error) {
    rmSync(environment, { recursive: true, force: true })
    throw error
  }
}

/** Made of the same list, by a Python that is still there. */
function isMade(environment: string, stamp: string, wanted: string): boolean {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) return false
  return failureOf(pythonIn(environment), ['--version']) === undefined
}

function make(environment: string): void {
  need('Python 3.10 or newer with venv, which this machine lacks', 'python3', ['-c', hasVenv])
  run('python3', ['-m', 'venv', environment])
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--quiet']
  // Any version of one of the packages: one that does not exist is an error of the list, not a lack of the machine.
  const trial = join(environment, 'trial')
  const download = ['download', 'boto3', '--no-deps', '--dest', trial, '--retries', '2']
  need('PyPI, which this machine does not reach', pythonIn(environment), [...pip, ...download])
  rmSync(trial, { recursive: true })
  run(pythonIn(environment), [...pip, 'install', '--requirement', requirements])
}

const hasVenv = `
import ensurepip, sys, venv
if sys.version_info < (3, 10): sys.exit("python3 is " + sys.version.split()[0])
`

function pythonIn(environment: string): string {
  return join(environment, 'bin', 'python')
}

function need(what: string, command: string, words: readonly string[]): void {
  const failure = failureOf(command, words)
  if (failure === undefined) return
  throw new MissingPythonError(`the interoperability tests need ${what} (${failure})`)
}

function run(command: string, words: readonly string[]): void {
  const failure = failureOf(command, words)
  if (failure !== undefined) throw new Error(`${command} ${words.join(' ')} failed: ${failure}`)
}

/** In one line: the last that Python says is the one that tells. */
function failureOf(command: string, words: readonly string[]): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status === 0) return undefined
  const said = error?.message ?? `${stdout}\n${stderr}`
  return said.trim().split('\n').at(-1) || `exit code ${status}`
}
