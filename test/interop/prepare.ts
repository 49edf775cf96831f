// Makes the Python of the interoperability tests, in `.venv` or in the folder that is given. Exit code: 0 it is there, 69 this
// machine lacks what that takes, 1 anything else went wrong.
import { MissingPythonError, preparePython } from './prepare-python.ts'

const [, , folder] = process.argv
try {
  preparePython(folder)
} catch (error) {
  if (!(error instanceof MissingPythonError)) throw error
  console.error(error.message)
  process.exitCode = 69
}
