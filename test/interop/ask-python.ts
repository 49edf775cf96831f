import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import * as z from 'zod'

const answerSchema = z.union([
  z.object({ answer: z.unknown() }),
  z.object({ error: z.string() }).transform(({ error }) => ({ code: error })),
])

/** An order to one of the scripts, and what it answers; `{ code }` is an error of the service. */
export async function askPython(
  python: string,
  script: 's3_inventories.py' | 'oss_inventories.py',
  environment: Readonly<Record<string, string>>,
  order: {
    readonly operation: 'put' | 'get' | 'list' | 'delete'
    readonly bucket: string
  } & Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(python, [path], { env: { PATH: process.env['PATH'], ...environment } })
  const status = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(JSON.stringify(order))
  const [output, messages] = await Promise.all([text(child.stdout), text(child.stderr)])
  if ((await status) !== 0) throw new Error(`${script} failed:\n${messages}`)
  const parsed = answerSchema.parse(JSON.parse(output))
  return 'answer' in parsed ? parsed.answer : parsed
}
