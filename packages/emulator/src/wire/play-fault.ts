import { setTimeout } from 'node:timers/promises'

import type { Fault } from './fault.ts'
import type { Reply } from './reply.ts'
import { ServiceError } from './service-error.ts'

/** What goes out on the wire in the end. */
export type Outcome =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'cut'; readonly reply: Reply; readonly bytes: number }
  | { readonly type: 'reset' }
  | { readonly type: 'hang' }

/** Runs an operation, or not, and spoils its answer, as a fault says. */
export async function playFault(
  fault: Fault | undefined,
  method: string,
  run: () => Promise<Reply>,
  refuse: (error: ServiceError) => Reply,
): Promise<Outcome> {
  if (fault === undefined) return { type: 'reply', reply: await run() }
  const { effect, when = 'before' } = fault
  switch (effect.type) {
    case 'stale':
    case 'ignore-inventory':
      return { type: 'reply', reply: await run() }
    case 'delay': {
      if (when === 'before') await wait(effect.milliseconds)
      const reply = await run()
      if (when === 'after') await wait(effect.milliseconds)
      return { type: 'reply', reply }
    }
    case 'error': {
      if (when === 'after') await run()
      const { status, code, message = 'Injected by the emulator.' } = effect
      return { type: 'reply', reply: refuse(new ServiceError(status, code, message)) }
    }
    case 'reset':
      if (when === 'after') await run()
      return { type: 'reset' }
    case 'hang':
      if (when === 'after') await run()
      return { type: 'hang' }
    case 'body': {
      if (when === 'after') await run()
      const { status = 200, contentType, text } = effect
      return {
        type: 'reply',
        reply: { status, headers: { 'content-type': contentType }, body: text },
      }
    }
    case 'truncate': {
      const reads = method === 'GET' || method === 'HEAD'
      if (when === 'before' && !reads) return { type: 'reset' }
      return { type: 'cut', reply: await run(), bytes: effect.bytes }
    }
  }
}

/** Does not keep a process alive that has nothing else to do. */
function wait(milliseconds: number): Promise<void> {
  return setTimeout(milliseconds, undefined, { ref: false })
}
