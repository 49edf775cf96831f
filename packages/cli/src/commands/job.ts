import { join, resolve } from 'node:path'

import { jobTools, jobVerdicts, readComparison, writeJob } from '@bucket-inventory/compare'
import type { JobTool, JobUpload, JobVerdict, WrittenJob } from '@bucket-inventory/compare'
import { InventoryError, parsePlace } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import type { JobOutput } from '../output/job-output.ts'
import { printable } from '../output/printable.ts'
import { bytesInWords, countInWords } from '../output/quantities.ts'
import { table } from '../output/table.ts'
import { writeJson } from '../output/write-json.ts'
import { suggestion } from '../suggestion.ts'

/** `job FOLDER --for TOOL`: what a comparison found missing or different, as a list that a mover takes. */
export const job: RunCommand = async (call, context) => {
  const [written = ''] = call.arguments
  const { folder, signal, output } = context
  const tool = toolOf(call)
  const verdicts = verdictsOf(call)
  const uploadTo = uploadOf(call, tool)
  const comparison = await readComparison(resolve(folder, written))
  const { left, right } = comparison.summary
  const out = valueOf(call, 'out') ?? `${written.replace(/\/+$/, '')}.${tool}`
  const done = await writeJob(tool, comparison.objects(), {
    folder: resolve(folder, out),
    source: left,
    destination: right,
    signal,
    ...(verdicts === undefined ? {} : { verdicts }),
    ...(uploadTo === undefined ? {} : { uploadTo }),
  })
  if (call.switches.includes('json')) writeJson(output, jobDocument(done, out))
  else output.write(jobInWords(done, out))
  sayNotExpressed(done, out, context)
  return done.notExpressed > 0 ? 2 : 0
}

/** Its choices are checked by the table. */
function toolOf(call: CommandCall): JobTool {
  const tool = jobTools.find((one) => one === valueOf(call, 'for'))
  if (tool === undefined) throw new InventoryError('invalid-input', '--for TOOL is missing')
  return tool
}

function verdictsOf(call: CommandCall): readonly JobVerdict[] | undefined {
  return valueOf(call, 'verdicts')
    ?.split(',')
    .map((written) => {
      const word = written.trim()
      const verdict = jobVerdicts.find((one) => one === word)
      if (verdict !== undefined) return verdict
      throw new InventoryError(
        'invalid-input',
        `--verdicts cannot have "${word}"${suggestion(word, jobVerdicts)}`,
      )
    })
}

/** Where a tool takes its files from. */
const uploadSchemes: Readonly<Partial<Record<JobTool, string>>> = {
  'online-migration': 'oss',
  's3-batch-operations': 's3',
  datasync: 's3',
}

function uploadOf(call: CommandCall, tool: JobTool): JobUpload | undefined {
  const text = valueOf(call, 'upload-to')
  if (text === undefined) return undefined
  const place = parsePlace(text)
  const scheme = uploadSchemes[tool]
  if (place.kind !== 'folder' && scheme !== undefined && place.location.scheme !== scheme) {
    throw new InventoryError(
      'invalid-input',
      `--upload-to: ${tool} reads its files from ${scheme}://, not from "${text}"`,
    )
  }
  switch (place.kind) {
    case 'bucket':
      return { bucket: place.location.bucket }
    case 'object': {
      const { key } = place
      // A folder is meant, with the slash or without.
      return { bucket: place.location.bucket, prefix: key.endsWith('/') ? key : `${key}/` }
    }
    case 'inventory':
    case 'folder':
      throw new InventoryError(
        'invalid-input',
        `--upload-to takes a bucket, or a prefix of it, such as s3://jobs/retry/, not "${text}"`,
      )
  }
}

function jobDocument({ folder, ...done }: WrittenJob, out: string): JobOutput {
  return {
    ...done,
    files: [...done.files],
    next: [...done.next],
    ...(folder === undefined ? {} : { folder: out }),
  }
}

function jobInWords({ folder, objects, bytes, files, next }: WrittenJob, out: string): string {
  if (folder === undefined) return 'there is nothing to copy, and no job is written\n'
  const rows = files.map(({ name, size }) => [join(out, name), bytesInWords(size)])
  const steps = next.map((step) => `  ${printable(step)}\n`)
  return [
    `${countInWords(objects)} ${objects === 1 ? 'object' : 'objects'}, ${bytesInWords(bytes)}, are to be copied again\n`,
    table(
      ['FILE', 'SIZE'],
      rows.map((row) => row.map(printable)),
    ),
    ...(steps.length === 0 ? [] : [`next, in ${printable(out)}:\n`, ...steps]),
  ].join('')
}

function sayNotExpressed(
  { notExpressed, tool }: WrittenJob,
  out: string,
  { messages }: CommandContext,
): void {
  if (notExpressed === 0) return
  messages.write(
    `${countInWords(notExpressed)} ${notExpressed === 1 ? 'object' : 'objects'} cannot be named in a list for ${tool}: ${printable(join(out, 'not-expressed.ndjson'))} says which, and why\n`,
  )
}
