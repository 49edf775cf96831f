import { readdir, readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'
import type * as z from 'zod'

import { accessOutputSchema } from './access-output.ts'
import { applyOutputSchema } from './apply-output.ts'
import { capabilitiesOutputSchema } from './capabilities-output.ts'
import { compareOutputSchema } from './compare-output.ts'
import { deleteOutputSchema } from './delete-output.ts'
import { deliverOutputSchema } from './deliver-output.ts'
import { doctorOutputSchema } from './doctor-output.ts'
import { emulatorOutputSchema } from './emulator-output.ts'
import { errorOutputSchema } from './error-output.ts'
import { getOutputSchema } from './get-output.ts'
import { jobOutputSchema } from './job-output.ts'
import { listOutputSchema } from './list-output.ts'
import { migrateOutputSchema } from './migrate-output.ts'
import { planOutputSchema } from './plan-output.ts'
import { putOutputSchema } from './put-output.ts'
import { reportsOutputSchema } from './reports-output.ts'
import { restoreOutputSchema } from './restore-output.ts'
import { statusOutputSchema } from './status-output.ts'
import { summarizeOutputSchema } from './summarize-output.ts'
import { translateOutputSchema } from './translate-output.ts'
import { verifyOutputSchema } from './verify-output.ts'

const folder = new URL('../../samples/', import.meta.url)

/** Documents that were printed once; who reads them still can. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  'access.json': accessOutputSchema,
  'apply.json': applyOutputSchema,
  'capabilities.json': capabilitiesOutputSchema,
  'compare.json': compareOutputSchema,
  'delete.json': deleteOutputSchema,
  'doctor.json': doctorOutputSchema,
  'emulator-deliver.json': deliverOutputSchema,
  'emulator.json': emulatorOutputSchema,
  'error-invalid-configuration.json': errorOutputSchema,
  'error-not-found.json': errorOutputSchema,
  'error-untranslatable.json': errorOutputSchema,
  'get.json': getOutputSchema,
  'job.json': jobOutputSchema,
  'list.json': listOutputSchema,
  'migrate.json': migrateOutputSchema,
  'plan.json': planOutputSchema,
  'put.json': putOutputSchema,
  'reports.json': reportsOutputSchema,
  'restore.json': restoreOutputSchema,
  'status.json': statusOutputSchema,
  'summarize.json': summarizeOutputSchema,
  'translate.json': translateOutputSchema,
  'verify.json': verifyOutputSchema,
}

it.each(Object.entries(schemas))(
  'reads the sample %s, and loses nothing of it',
  async (file, schema) => {
    const sample: unknown = JSON.parse(await readFile(new URL(file, folder), 'utf8'))
    expect(schema.parse(sample)).toStrictEqual(sample)
  },
)

it('knows every sample', async () => {
  expect((await readdir(folder)).toSorted()).toStrictEqual(Object.keys(schemas))
})
