import { InventoryError } from '@bucket-inventory/core'
import { OrcError } from '@bucket-inventory/orc'

/** Runs a step of reading, and rejects with our error, which names the file, for one of ORC. */
export async function orcProblem<T>(file: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    if (!(cause instanceof OrcError)) throw cause
    const { code, offset, row } = cause
    throw new InventoryError(
      code === 'unsupported' ? 'unsupported' : 'corrupt-report',
      `data file "${file}": ${cause.message}`,
      {
        cause,
        position: {
          file,
          ...(offset === undefined ? {} : { byte: offset }),
          ...(row === undefined ? {} : { row: row + 1 }),
        },
      },
    )
  }
}
