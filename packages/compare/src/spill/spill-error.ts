import { InventoryError, isInventoryError } from '@bucket-inventory/core'

/** Runs what needs the disk for what does not fit in memory. Rejects with `storage`, which names the folder and what to do. */
export async function onSpillDisk<Result>(
  folder: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run()
  } catch (cause) {
    throw spillError(folder, cause)
  }
}

/** What the system said of a folder for what does not fit in memory, as an error of ours. It stays one that is ours already. */
export function spillError(folder: string, cause: unknown): InventoryError {
  if (isInventoryError(cause)) return cause
  const why = cause instanceof Error ? cause.message : String(cause)
  return new InventoryError(
    'storage',
    `folder "${folder}", for what does not fit in memory: ${why}; ${whatToDo(codeOf(cause))}`,
    { cause },
  )
}

function whatToDo(code: unknown): string {
  switch (code) {
    case 'EMFILE':
    case 'ENFILE':
      return 'raise the limit of open files (ulimit -n)'
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'free space there, or name a folder with more room (--spill)'
    default:
      return 'name a folder that can be written to (--spill)'
  }
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}
