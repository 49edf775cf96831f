import { readdir, readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'
import type * as z from 'zod'

import { capabilitiesOutputSchema } from './capabilities-output.ts'
import { deleteOutputSchema } from './delete-output.ts'
import { emulatorOutputSchema } from './emulator-output.ts'
import { errorOutputSchema } from './error-output.ts'
import { getOutputSchema } from './get-output.ts'
import { listOutputSchema } from './list-output.ts'
import { putOutputSchema } from './put-output.ts'
import { translateOutputSchema } from './translate-output.ts'

const folder = new URL('../../samples/', import.meta.url)

/** Documents that were printed once; who reads them still can. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  'capabilities.json': capabilitiesOutputSchema,
  'delete.json': deleteOutputSchema,
  'emulator.json': emulatorOutputSchema,
  'error-invalid-configuration.json': errorOutputSchema,
  'error-not-found.json': errorOutputSchema,
  'error-untranslatable.json': errorOutputSchema,
  'get.json': getOutputSchema,
  'list.json': listOutputSchema,
  'put.json': putOutputSchema,
  'translate.json': translateOutputSchema,
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
