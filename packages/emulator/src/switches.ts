/**
 * What the services may do, where nobody knows or where it differs by account, region or year. The first value of
 * a type is the default. Names that start with a cloud concern that cloud alone.
 */
export interface Switches {
  /** Elements of an inventory document that the emulator does not know: the service may know elements we do not. */
  readonly unknownElements: 'keep' | 'drop' | 'reject'
  /** Names in `OptionalFields` that the emulator does not know. Both services refuse names they do not know. */
  readonly unknownFields: 'reject' | 'accept'
  /** A server without the feature: it `ignores` the query, so that a DELETE deletes the bucket, or says 501. */
  readonly inventory: 'supported' | 'ignored' | 'not-implemented'
  /** Whether a put looks at the destination bucket: that it is there, its owner and its region. */
  readonly destination: 'unchecked' | 'checked'

  /** The status of a put: what it really is, or what the documentation says. */
  readonly s3PutStatus: 'no-content' | 'ok'
  /** An empty `Filter`, `OptionalFields` or `Encryption`. */
  readonly s3EmptyElements: 'keep' | 'drop' | 'reject'
  /** Which ids are taken: any, or 1 to 64 of letters, digits, `.`, `_` and `-`. */
  readonly s3Ids: 'any' | 'restricted'
  /** The answer to a signature for another region than the bucket's: 301 PermanentRedirect, or 400. */
  readonly s3WrongRegion: 'redirect' | 'malformed'
  /** Whether a delivery needs a policy of the destination that lets S3 put it. */
  readonly s3DeliveryPolicy: 'checked' | 'any'
  /** Which keys of KMS encrypt reports: those that are known and let S3, or any. */
  readonly s3Keys: 'known' | 'any'
  /** A report without rows: no data files, or one that is empty. */
  readonly s3EmptyReport: 'no-files' | 'empty-file'
  /** Where a destination prefix ends in `/`: the keys in the manifest are those of the files, or lack the second slash. */
  readonly s3ManifestKeys: 'as-written' | 'single-slash'
  /** How a manifest spells the columns of Parquet: as the manifests that were seen, or as the documentation. */
  readonly s3ParquetSchema: 'as-seen' | 'documented'

  /** The code of a put under an id that is there. */
  readonly ossExistingId: 'InventoryConfigurationAlreadyExists' | 'InventoryAlreadyExist'
  /** The code of a get of an id that is not there. */
  readonly ossMissingId: 'NoSuchInventory' | 'NoSuchInventoryConfiguration'
  /** The answer to a delete of an id that is not there. */
  readonly ossDeleteMissing: 'no-content' | 'not-found'
  /** Whether an echo fills a filter's missing elements with 0 and `''`, also where none was put. */
  readonly ossFilterEcho: 'zero-filled' | 'as-put'
  /** An empty `OptionalFields` or `Encryption`, as ali-oss always sends them. */
  readonly ossEmptyElements: 'keep' | 'drop'
  /** Filters by time, size and class outside of the regions that have them; `ignore` takes and forgets them. */
  readonly ossRegionFilters: 'honour' | 'ignore' | 'reject'
  /** A lower size bound of 0. */
  readonly ossZeroLowerBound: 'accept' | 'reject'
  /** A filter that ends in the future. */
  readonly ossFutureEnd: 'accept' | 'reject'
  /** `DeepColdArchive` in a class filter. */
  readonly ossDeepColdArchive: 'accept' | 'reject'
  /** `All` versions of a bucket that never had versioning. */
  readonly ossAllVersions: 'accept' | 'reject'
  /** `SSE-KMS` without a key: kept so, or echoed with the default key, or refused. */
  readonly ossEmptyKms: 'keep' | 'default-key' | 'reject'
  /** `LastAccessDate` and `LastAccessTimestamp`, which need access tracking. */
  readonly ossAccessFields: 'accept' | 'reject'
  /** Monthly schedules in the regions that are said not to have them. */
  readonly ossMonthly: 'everywhere' | 'by-region'
  /** Incremental inventories, which are opened by ticket. */
  readonly ossIncremental: 'enabled' | 'disabled'
  /** The answer at the wrong region's host: 403 AccessDenied or 301 AccessForbidden, both with the endpoint. */
  readonly ossWrongRegion: 'access-denied' | 'access-forbidden'
  /** Which roles deliver: those that are known and may, all that look like ones of the buckets' account, or any. */
  readonly ossRoles: 'known' | 'own' | 'any'
  /** Whether a known role must also be allowed to list and read what it reports on, as older pages ask for. */
  readonly ossRoleReadsSource: 'not-needed' | 'needed'
  /** Which keys of KMS encrypt reports: any, or those that are known. */
  readonly ossKeys: 'any' | 'known'
  /** What follows a destination prefix that ends in `/`: the bucket, or another `/`. */
  readonly ossPrefixSlash: 'joined' | 'doubled'
  /** Whether the prefix of an inventory holds for the changes that it delivers. */
  readonly ossChangeFilter: 'prefix' | 'ignored'
  /** What stands in a delivery of changes where there is no value. */
  readonly ossChangeGaps: 'null' | 'empty'
}

/** Every value that a switch may have, the default first. */
export const switchValues: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  unknownElements: ['keep', 'drop', 'reject'],
  unknownFields: ['reject', 'accept'],
  inventory: ['supported', 'ignored', 'not-implemented'],
  destination: ['unchecked', 'checked'],
  s3PutStatus: ['no-content', 'ok'],
  s3EmptyElements: ['keep', 'drop', 'reject'],
  s3Ids: ['any', 'restricted'],
  s3WrongRegion: ['redirect', 'malformed'],
  s3DeliveryPolicy: ['checked', 'any'],
  s3Keys: ['known', 'any'],
  s3EmptyReport: ['no-files', 'empty-file'],
  s3ManifestKeys: ['as-written', 'single-slash'],
  s3ParquetSchema: ['as-seen', 'documented'],
  ossExistingId: ['InventoryConfigurationAlreadyExists', 'InventoryAlreadyExist'],
  ossMissingId: ['NoSuchInventory', 'NoSuchInventoryConfiguration'],
  ossDeleteMissing: ['no-content', 'not-found'],
  ossFilterEcho: ['zero-filled', 'as-put'],
  ossEmptyElements: ['keep', 'drop'],
  ossRegionFilters: ['honour', 'ignore', 'reject'],
  ossZeroLowerBound: ['accept', 'reject'],
  ossFutureEnd: ['accept', 'reject'],
  ossDeepColdArchive: ['accept', 'reject'],
  ossAllVersions: ['accept', 'reject'],
  ossEmptyKms: ['keep', 'default-key', 'reject'],
  ossAccessFields: ['accept', 'reject'],
  ossMonthly: ['everywhere', 'by-region'],
  ossIncremental: ['enabled', 'disabled'],
  ossWrongRegion: ['access-denied', 'access-forbidden'],
  ossRoles: ['known', 'own', 'any'],
  ossRoleReadsSource: ['not-needed', 'needed'],
  ossKeys: ['any', 'known'],
  ossPrefixSlash: ['joined', 'doubled'],
  ossChangeFilter: ['prefix', 'ignored'],
  ossChangeGaps: ['null', 'empty'],
}

/** Every switch at its default. */
export const defaultSwitches: Switches = {
  unknownElements: 'keep',
  unknownFields: 'reject',
  inventory: 'supported',
  destination: 'unchecked',
  s3PutStatus: 'no-content',
  s3EmptyElements: 'keep',
  s3Ids: 'any',
  s3WrongRegion: 'redirect',
  s3DeliveryPolicy: 'checked',
  s3Keys: 'known',
  s3EmptyReport: 'no-files',
  s3ManifestKeys: 'as-written',
  s3ParquetSchema: 'as-seen',
  ossExistingId: 'InventoryConfigurationAlreadyExists',
  ossMissingId: 'NoSuchInventory',
  ossDeleteMissing: 'no-content',
  ossFilterEcho: 'zero-filled',
  ossEmptyElements: 'keep',
  ossRegionFilters: 'honour',
  ossZeroLowerBound: 'accept',
  ossFutureEnd: 'accept',
  ossDeepColdArchive: 'accept',
  ossAllVersions: 'accept',
  ossEmptyKms: 'keep',
  ossAccessFields: 'accept',
  ossMonthly: 'everywhere',
  ossIncremental: 'enabled',
  ossWrongRegion: 'access-denied',
  ossRoles: 'known',
  ossRoleReadsSource: 'not-needed',
  ossKeys: 'any',
  ossPrefixSlash: 'joined',
  ossChangeFilter: 'prefix',
  ossChangeGaps: 'null',
}

/** Some switches set anew. Throws an `Error` for a name or a value that does not exist. */
export function withSwitches(switches: Switches, changes: object): Switches {
  checkSwitches(changes)
  return { ...switches, ...changes }
}

function checkSwitches(changes: object): asserts changes is Partial<Switches> {
  const known = new Map<string, readonly string[]>(Object.entries(switchValues))
  for (const [name, value] of Object.entries(changes)) {
    const values = known.get(name)
    if (values === undefined) throw new Error(`there is no switch "${name}"`)
    if (typeof value !== 'string' || !values.includes(value))
      throw new Error(`switch "${name}" is one of ${values.join(', ')}, not "${String(value)}"`)
  }
}
