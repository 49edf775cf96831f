// Looks for the Chromium of the tests of pages. Exit code: 0 it is there, 69 this machine has none, 1 anything else is wrong.
import { findChromium, MissingChromiumError } from './find-chromium.ts'

try {
  findChromium()
} catch (error) {
  if (!(error instanceof MissingChromiumError)) throw error
  console.error(error.message)
  process.exitCode = 69
}
