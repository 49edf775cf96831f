import type { ReportStore, RequestOptions } from '@bucket-inventory/core'

import { readWhole } from '../bytes/read-whole.ts'
import { dialectOf, knownDialects } from '../dialects/known-dialects.ts'
import type { DialectOptions } from '../dialects/known-dialects.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { parseManifest } from './parse-manifest.ts'
import type { ReportManifest } from './report-manifest.ts'

/** A manifest as it lies, in whose words it is written, and what it says. */
export interface LoadedManifest {
  readonly bytes: Uint8Array
  readonly dialect: ReportDialect
  readonly manifest: ReportManifest
}

/** Reads and parses a manifest, checked against nothing; `undefined` where there is none. */
export async function loadManifest(
  store: ReportStore,
  manifestKey: string,
  options: RequestOptions & DialectOptions,
): Promise<LoadedManifest | undefined> {
  const { signal } = options
  const bytes = await readWhole(store, manifestKey, signal === undefined ? {} : { signal })
  if (bytes === undefined) return undefined
  const text = new TextDecoder().decode(bytes)
  const manifest = parseManifest(text, knownDialects(options), manifestKey)
  return { bytes, manifest, dialect: dialectOf(manifest.dialect, options) }
}
