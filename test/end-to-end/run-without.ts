import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What a program prints, in a process in which a package is not installed. `environment` adds to this one's. */
export async function runWithout(
  specifier: string,
  program: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const missing = `
    export async function resolve(specifier, context, next) {
      if (specifier !== '${specifier}') return next(specifier, context)
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
    }`
  const registering = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(missing)}))`
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
  const argv = [...sources, '--input-type=module', '--eval', `${registering}\n${program}`]
  const env = { ...process.env, ...environment }
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder, env })
  return stdout
}
