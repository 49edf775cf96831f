/** A provider's own word for which there is no neutral one (yet), as `provider:word`, such as `aws-s3:FSX_ONTAP`. */
export type NativeWord = `${string}:${string}`

/** The neutral words, and any provider's own, qualified: a typo is an error, an unknown value from a service survives. */
export type Open<Known extends string> = Known | NativeWord

const pattern = /^([a-z][a-z0-9-]*):([\s\S]+)$/

/** Whether the text is a provider's own word, `provider:word`. */
export function isNativeWord(text: string): text is NativeWord {
  // Most words are neutral, and this is asked for each of them.
  return text.includes(':') && pattern.test(text)
}

/** Qualifies a provider's own word. */
export function nativeWord(provider: string, word: string): NativeWord {
  return `${provider}:${word}`
}

/** The unqualified word if it is this provider's own, else `undefined`. */
export function wordOf(provider: string, text: string): string | undefined {
  const [, owner, word] = pattern.exec(text) ?? []
  return owner === provider ? word : undefined
}
