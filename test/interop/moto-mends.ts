/**
 * Makes one thing right in what moto 5.2 answers: what S3 would have answered there. `documentOf` gives the document that
 * was put under an id, for what moto does not keep. Each is shown in `moto.interop.ts` to be still needed.
 */
export type MotoMend = (answer: string, documentOf: (id: string) => string) => string

/** S3 names the root of a list after its result, moto after its own operation. */
export const mendListRoot: MotoMend = (answer) =>
  answer.replaceAll(
    'ListBucketInventoryConfigurationsResponse',
    'ListInventoryConfigurationsResult',
  )

/** Where there is one optional field, moto's get takes its name for a list of names, and gives a field for each letter. */
export const mendSplitField: MotoMend = (answer) =>
  answer.replaceAll(
    /<OptionalFields>((?:<Field>[^<]<\/Field>)+)<\/OptionalFields>/gu,
    (_, letters: string) =>
      `<OptionalFields><Field>${letters.replaceAll(/<\/?Field>/g, '')}</Field></OptionalFields>`,
  )

/** Moto's list takes the optional fields for a list of names too, and gives the one that it finds there: `Field`. */
export const mendListedFields: MotoMend = (answer, documentOf) =>
  inEachConfiguration(answer, (configuration, id) =>
    configuration.replace('<OptionalFields><Field>Field</Field></OptionalFields>', () =>
      elementOf(documentOf(id), 'OptionalFields'),
    ),
  )

/** Moto does not keep which versions are listed, and always says `All`. */
export const mendVersions: MotoMend = (answer, documentOf) =>
  inEachConfiguration(answer, (configuration, id) =>
    configuration.replace('<IncludedObjectVersions>All</IncludedObjectVersions>', () =>
      elementOf(documentOf(id), 'IncludedObjectVersions'),
    ),
  )

/** Moto drops an element that holds nothing. The one that can be empty inside of `Encryption` is `SSE-S3`. */
export const mendEmptyEncryption: MotoMend = (answer) =>
  answer.replaceAll('<Encryption/>', '<Encryption><SSE-S3/></Encryption>')

/** All of them. */
export const motoMends: readonly MotoMend[] = [
  mendListRoot,
  mendSplitField,
  mendListedFields,
  mendVersions,
  mendEmptyEncryption,
]

function inEachConfiguration(
  answer: string,
  mend: (configuration: string, id: string) => string,
): string {
  return answer.replaceAll(
    /<InventoryConfiguration[ >].*?<\/InventoryConfiguration>/gsu,
    (configuration) => mend(configuration, /<Id>(.*?)<\/Id>/su.exec(configuration)?.[1] ?? ''),
  )
}

function elementOf(document: string, name: string): string {
  const element = new RegExp(`<${name}>.*?</${name}>`, 'su').exec(document)
  if (element === null) throw new Error(`no <${name}> was put`)
  return element[0]
}
