/**
 * The checks of the preflight that hold for every provider, by name and in their order: what each looks at, in a sentence.
 * Those of a provider come after the first five, before the last.
 */
export const neutralChecks = {
  'configuration-exists': 'The inventory stands there, and is what is declared.',
  'configuration-enabled': 'The inventory is switched on.',
  'configuration-carried':
    'The provider carries all that is declared, and honours it as far as anybody knows.',
  'configuration-count': 'The bucket has room for the inventory, and for some more.',
  'delivery-access': 'The provider says what delivery needs beside the configuration.',
  'destination-not-listed': 'The inventory does not list its own reports.',
} as const satisfies Readonly<Record<string, string>>

export type NeutralCheckName = keyof typeof neutralChecks
