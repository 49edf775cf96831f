import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import * as z from 'zod'

import type { InventoryFiles } from './inventory-files.ts'
import { python } from './prepare-python.ts'

/** What one of the scripts is to do: with the inventories of a bucket, with the model of boto3, with files, reports or metrics. */
export type PythonOrder =
  | ({ readonly bucket: string } & (
      | { readonly operation: 'put'; readonly configurations: readonly object[] }
      | { readonly operation: 'get' | 'delete'; readonly ids: readonly string[] }
      | { readonly operation: 'list' | 'get_policy' }
      | { readonly operation: 'put_policy'; readonly policy: object }
    ))
  | { readonly operation: 'words'; readonly shapes: readonly string[] }
  | ({ readonly operation: 'write' } & InventoryFiles)
  | { readonly operation: 'read'; readonly path: string }
  | { readonly operation: 'metrics'; readonly text: string }
  | {
      readonly operation: 'fetch'
      readonly cloud: 's3' | 'oss'
      readonly bucket: string
      readonly manifests: readonly string[]
    }

type PythonScript =
  | 's3_inventories.py'
  | 'oss_inventories.py'
  | 'inventory_files.py'
  | 'open_metrics.py'
  | 'delivered_reports.py'

const answerSchema = z.union([
  z.object({ answer: z.unknown() }),
  z.object({ error: z.string() }).transform(({ error }) => ({ code: error })),
])

/** An order to one of the scripts, and what it answers: for a list its pages. `{ code }` is an error of the service. */
export async function askPython(
  script: PythonScript,
  environment: Readonly<Record<string, string>>,
  order: PythonOrder,
): Promise<unknown> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(python, [path], {
    // Nothing is left beside the scripts.
    env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1', ...environment },
  })
  const status = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(JSON.stringify(order))
  const [output, messages] = await Promise.all([text(child.stdout), text(child.stderr)])
  if ((await status) !== 0) throw new Error(`${script} failed:\n${messages}`)
  const parsed = answerSchema.parse(JSON.parse(output))
  return 'answer' in parsed ? parsed.answer : parsed
}
