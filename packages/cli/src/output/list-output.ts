import * as z from 'zod'

import { errorOutputSchema } from './error-output.ts'
import { getOutputSchema } from './get-output.ts'

/** What `list --json` prints: each inventory as `get --json` prints it, or why it cannot be read. */
export const listOutputSchema = z.array(z.union([getOutputSchema, errorOutputSchema]))

export type ListOutput = z.infer<typeof listOutputSchema>
