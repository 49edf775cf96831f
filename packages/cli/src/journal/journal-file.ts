import { isAbsolute, join, resolve } from 'node:path'

import type { CommandContext } from '../command.ts'

/**
 * Where this person's journal of writes is: the file that `BUCKET_INVENTORY_JOURNAL` names, none where that is empty, else one
 * in the folder for state of the XDG base directories; none where nobody says where that is.
 */
export function journalFile({
  environment,
  folder,
}: Pick<CommandContext, 'environment' | 'folder'>): string | undefined {
  const named = environment['BUCKET_INVENTORY_JOURNAL']
  if (named !== undefined) return named === '' ? undefined : resolve(folder, named)
  const state = stateFolder(environment)
  return state === undefined ? undefined : join(state, 'bucket-inventory', 'journal.ndjson')
}

/** What is not absolute is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/ */
function stateFolder(environment: CommandContext['environment']): string | undefined {
  const { XDG_STATE_HOME: state = '', HOME: home = '' } = environment
  if (isAbsolute(state)) return state
  return isAbsolute(home) ? join(home, '.local', 'state') : undefined
}
