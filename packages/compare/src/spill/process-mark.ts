import { createHash } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Which process something belongs to, in words that can stand in the name of a file. */
export interface ProcessMark {
  /** Tells machines, and containers that see other processes, apart. */
  readonly machine: string
  readonly id: number
  /** Tells a process from one that had its id before. */
  readonly start: string
}

export async function ownMark(): Promise<ProcessMark> {
  // Where there is none, all processes of the machine see each other.
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  const hash = createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex')
  const status = await statusOf(process.pid)
  const start = status?.start ?? String(Math.round(performance.timeOrigin))
  return { machine: hash.slice(0, 12), id: process.pid, start }
}

/** Whether the process has surely ended. `own`: the mark of the one that asks. */
export async function hasEnded(mark: ProcessMark, own: ProcessMark): Promise<boolean> {
  if (mark.machine !== own.machine) return false
  // In a container ids are few, and ours was another one's before.
  if (mark.id === own.id) return mark.start !== own.start
  const status = await statusOf(mark.id)
  if (status !== undefined) return status.isDead || status.start !== mark.start
  try {
    // Signal 0 sends nothing: it asks whether there is somebody to send to.
    process.kill(mark.id, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** What Linux says of a process, else `undefined`: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
async function statusOf(
  id: number,
): Promise<{ readonly isDead: boolean; readonly start: string } | undefined> {
  const text = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
  // The name of the program stands in brackets, and may have some itself.
  const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const start = fields[18]
  if (start === undefined) return undefined
  // A zombie has ended, though nobody may have collected it.
  return { isDead: /[ZX]/.test(state), start }
}
