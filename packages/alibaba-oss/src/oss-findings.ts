import { isConfigurationPath, supportOfPath } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Consequence,
  Finding,
  FindingPath,
  InventoryField,
  Open,
} from '@bucket-inventory/core'

/** Collects what a translation has to say, each with the vendor's page of its path. */
export class OssFindings {
  readonly list: Finding[] = []
  readonly tables: BucketCapabilities

  constructor(tables: BucketCapabilities) {
    this.tables = tables
  }

  /** Whether something is missing that only a person can say. */
  get needsInput(): boolean {
    return this.list.some((finding) => finding.verdict === 'needs-input')
  }

  needs(path: FindingPath, message: string, expected: string, example: string): void {
    this.list.push({
      verdict: 'needs-input',
      path,
      message,
      expected,
      example,
      ...this.#reference(path),
    })
  }

  lossy(path: FindingPath, asked: unknown, consequence: Consequence, message: string): void {
    this.list.push({
      verdict: 'lossy',
      path,
      asked,
      consequence,
      message,
      ...this.#reference(path),
    })
  }

  dropped(path: FindingPath, asked: unknown, message: string): void {
    this.list.push({ verdict: 'dropped', path, asked, message, ...this.#reference(path) })
  }

  coerced(path: ConfigurationPath, asked: unknown, carried: unknown, message: string): void {
    this.list.push({ verdict: 'coerced', path, asked, carried, message, ...this.#reference(path) })
  }

  emulated(
    path: ConfigurationPath,
    asked: unknown,
    addedFields: readonly Open<InventoryField>[],
    message: string,
  ): void {
    this.list.push({
      verdict: 'emulated',
      path,
      asked,
      addedFields,
      message,
      ...this.#reference(path),
    })
  }

  unverified(path: ConfigurationPath, asked: unknown, message: string): void {
    this.list.push({ verdict: 'unverified', path, asked, message, ...this.#reference(path) })
  }

  advise(path: ConfigurationPath, message: string): void {
    this.list.push({ verdict: 'advisory', path, message, ...this.#reference(path) })
  }

  #reference(path: FindingPath): { readonly reference?: string } {
    if (!isConfigurationPath(path)) return {}
    const { reference } = supportOfPath(this.tables, path)
    return reference === '' ? {} : { reference }
  }
}
