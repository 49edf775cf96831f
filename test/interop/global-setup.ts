import { MissingPythonError, preparePython } from './prepare-python.ts'

/** Before any test and in one process, as two would make the same environment. */
export function setup(): void {
  try {
    preparePython()
  } catch (error) {
    if (!(error instanceof MissingPythonError)) throw error
    // vitest would bury the one line that matters.
    console.error(error.message)
    process.exit(69)
  }
}
