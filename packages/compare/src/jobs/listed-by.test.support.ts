import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { expect } from 'vitest'

import type { JobTool } from './job-form.ts'

/** An object as a tool reads it from its job. */
export interface Listed {
  readonly key: string
  readonly version?: string
}

/** What a tool reads from a job, by the rules of its vendor. */
export async function listedBy(
  tool: JobTool,
  folder = '',
  prefix = '',
): Promise<readonly Listed[]> {
  switch (tool) {
    case 'rclone':
      return linesOf(await readFile(join(folder, 'files-from.txt'), 'utf8')).map((key) => ({ key }))
    case 'datasync':
      return csvOf(await readFile(join(folder, 'manifest.csv'), 'utf8')).map((fields) => {
        expect(fields.length).toBeLessThanOrEqual(2)
        return listed(fields[0] ?? '', fields[1])
      })
    case 's3-batch-operations': {
      const manifest = await readFile(join(folder, 'manifest.csv'))
      const { Spec, Location } = JSON.parse(
        await readFile(join(folder, 'create-job-manifest.json'), 'utf8'),
      )
      expect(Location.ETag).toBe(createHash('md5').update(manifest).digest('hex'))
      return csvOf(manifest.toString()).map((fields) => {
        expect(fields).toHaveLength(Spec.Fields.length)
        expect(fields[0]).toBe('photos')
        return listed(decodeURIComponent((fields[1] ?? '').replaceAll('+', ' ')), fields[2])
      })
    }
    case 'online-migration':
      return inventoryOf(folder, prefix)
  }
}

async function inventoryOf(folder: string, prefix: string): Promise<readonly Listed[]> {
  const { fileFormat, fileSchema, files } = JSON.parse(
    await readFile(join(folder, 'manifest.json'), 'utf8'),
  )
  expect([fileFormat, fileSchema]).toStrictEqual(['CSV', 'Key'])
  const all: Listed[] = []
  for (const { key, size, mD5checksum } of files) {
    expect(key.startsWith(prefix)).toBe(true)
    const bytes = await readFile(join(folder, key.slice(prefix.length)))
    expect(bytes).toHaveLength(size)
    expect(mD5checksum).toBe(createHash('md5').update(bytes).digest('hex').toUpperCase())
    const rows = linesOf(gunzipSync(bytes).toString())
    for (const row of rows) {
      expect(row).not.toMatch(/[,+"\s]|%(?![0-9A-F]{2})/)
      all.push({ key: decodeURIComponent(row) })
    }
  }
  return all
}

function listed(key: string, version: string | undefined): Listed {
  return version === undefined ? { key } : { key, version }
}

/** Each ends with a line feed. */
function linesOf(text: string): string[] {
  expect(text.endsWith('\n')).toBe(true)
  return text.slice(0, -1).split('\n')
}

/** By RFC 4180. */
function csvOf(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const fields: string[] = []
    for (;;) {
      const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
      field.lastIndex = at
      const found = field.exec(text)
      at = field.lastIndex
      fields.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? '')
      if (text[at] !== ',') break
      at++
    }
    expect(text[at]).toBe('\n')
    at++
    rows.push(fields)
  }
  return rows
}
