/**
 * The single events within what a queue, a topic or a function was given: lists and batches one by one, messages as what they
 * carry, JSON as what it says. Whatever is no wrapper is given as it is.
 */
export function unwrapEvent(event: unknown): readonly unknown[] {
  return unwrap(event, 0)
}

// SQS around SNS around S3 is 6 deep; beyond is no event of any service.
const deepest = 12

function unwrap(event: unknown, depth: number): readonly unknown[] {
  if (depth > deepest) return []
  const inside = contentOf(event)
  return inside === undefined ? [event] : inside.flatMap((part) => unwrap(part, depth + 1))
}

/** What is directly within, `undefined` where nothing can be. */
function contentOf(event: unknown): readonly unknown[] | undefined {
  if (typeof event === 'string') return [parsed(event)]
  if (event instanceof Uint8Array) return [new TextDecoder().decode(event)]
  if (Array.isArray(event)) return event
  if (typeof event !== 'object' || event === null) return undefined
  const entries = new Map<string, unknown>(Object.entries(event))
  for (const wrapper of wrappers) if (entries.has(wrapper)) return [entries.get(wrapper)]
  return undefined
}

/**
 * Lists of S3 and OSS; records of SNS and its messages; records of SQS, its messages as the SDK gives them; messages of MNS as
 * its SDKs give them.
 */
const wrappers = [
  'Records',
  'events',
  'Sns',
  'Message',
  'body',
  'Body',
  'MessageBody',
  'messageBody',
]

/** JSON, or JSON in base64 as MNS has it; `null` for any other text, which announces nothing. */
function parsed(text: string): unknown {
  for (const candidate of [text, Buffer.from(text, 'base64').toString()]) {
    try {
      return JSON.parse(candidate)
    } catch {
      continue
    }
  }
  return null
}
