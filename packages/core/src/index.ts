export type {
  Destination,
  Encryption,
  Incremental,
  InventoryConfiguration,
  InventoryFilter,
  NativeRemainder,
  ProviderName,
  Schedule,
} from './configuration/inventory-configuration.ts'
export {
  configurationPaths,
  isConfigurationPath,
  isWithin,
  leafPaths,
  valueAt,
} from './configuration/configuration-path.ts'
export type { ConfigurationPath, FindingPath } from './configuration/configuration-path.ts'
export type {
  BucketScope,
  Capabilities,
  CapabilityOverlay,
  CapabilityOverrides,
  CapabilityTable,
  PathCapability,
  ProviderBehaviour,
  Support,
  ValueCapabilities,
  ValuePath,
} from './capability/capabilities.ts'
export { capabilitiesFor, supportOfPath, supportOfValue } from './capability/capabilities-for.ts'
export type { BucketCapabilities } from './capability/capabilities-for.ts'
export { unsupportedFindings } from './capability/unsupported-findings.ts'
export { nearestWord } from './configuration/nearest-word.ts'
export { parseInventoryConfiguration } from './configuration/parse-inventory-configuration.ts'
export { wrongInPlaces } from './configuration/parse-written.ts'
export type {
  BucketSelector,
  Declaration,
  DeclaredConnection,
  DeclaredInventory,
  DeclaredPlace,
  ManagedInventories,
} from './declaration/declaration.ts'
export type { DeclaredBucket } from './declaration/declared-buckets.ts'
export { expandDeclaration, selectorsOf } from './declaration/expand-declaration.ts'
export { matchesPattern } from './declaration/matches-pattern.ts'
export { selectBuckets, selectsName } from './declaration/select-buckets.ts'
export { parseDeclaration } from './declaration/parse-declaration.ts'
export { declarationJsonSchema, inventoryConfigurationJsonSchema } from './json-schema.ts'
export type { JsonSchema } from './json-schema.ts'
export { normaliseConfiguration, normaliseFilter } from './configuration/normalise-configuration.ts'
export { InventoryError, isInventoryError } from './inventory-error.ts'
export type {
  InventoryErrorCode,
  InventoryErrorOptions,
  Position,
  Problem,
  ServiceAnswer,
} from './inventory-error.ts'
export {
  configurationDifferences,
  differences,
  effectiveConfiguration,
} from './plan/differences.ts'
export type { Difference } from './plan/differences.ts'
export { isTrial } from './plan/is-trial.ts'
export { planBucket } from './plan/plan-bucket.ts'
export type { BucketState, PlanBucketOptions } from './plan/plan-bucket.ts'
export { planInventory } from './plan/plan-inventory.ts'
export type { PlanInventoryOptions } from './plan/plan-inventory.ts'
export { isChange } from './plan/plan.ts'
export type {
  BlockedStep,
  ChangingStep,
  ConsumedOrAbsentStep,
  CreateStep,
  DeleteStep,
  ForeignStep,
  Plan,
  PlanStep,
  ReplaceStep,
  UnchangedStep,
  UnreadableStep,
} from './plan/plan.ts'
export type { ApplyEvent, SkipReason, StepOutcome } from './plan/step-outcome.ts'
export { sameValue } from './plan/same-value.ts'
export { abortable } from './provider/abortable.ts'
export { allPages } from './provider/all-pages.ts'
export type { Page } from './provider/all-pages.ts'
export { BucketInventories } from './provider/bucket-inventories.ts'
export type {
  BucketInventoriesOptions,
  DeleteConfigurationOptions,
  NativeInventory,
  PutConfigurationOptions,
  PutReport,
} from './provider/bucket-inventories-options.ts'
export type {
  AccessChange,
  AccessDocument,
  AccessDocumentKind,
  AccessFormat,
  AccessOptions,
  AccessSubject,
  ApplyAccessOptions,
  Check,
  DeliveryAccess,
  DeliveryChecks,
} from './provider/delivery-access.ts'
export type {
  BucketListing,
  DeleteOptions,
  InventoryProvider,
  ProviderSettings,
  PutMode,
  ListBucketsOptions,
  PutOptions,
  PutResult,
  StoredInventory,
  UnreadableEntry,
} from './provider/inventory-provider.ts'
export type { LookedChecksum, LookOptions, ObjectLook } from './provider/object-look.ts'
export { formatLocation, formatPlace, parseLocation, parsePlace } from './provider/place.ts'
export type { Location, Place } from './provider/place.ts'
export { listAllBuckets } from './provider/list-all-buckets.ts'
export type { BucketRequests } from './provider/list-all-buckets.ts'
export { readAnswer } from './provider/read-answer.ts'
export { translateFor } from './provider/translate-for.ts'
export { untilSettled } from './provider/until-settled.ts'
export type { SettleOptions } from './provider/until-settled.ts'
export type {
  ReadObjectOptions,
  ReportStore,
  StoredObject,
  StoreEntry,
} from './provider/report-store.ts'
export type { RequestOptions } from './provider/request-options.ts'
export { formatInstant, parseInstant } from './record/instant.ts'
export { intersectFilters } from './record/intersect-filters.ts'
export { fieldsOfFilter, matchesFilter } from './record/matches-filter.ts'
export type { ObjectRecord } from './record/object-record.ts'
export { acceptTranslation, forbiddingFindings } from './translation/accept-translation.ts'
export type { AcceptOptions, LossPolicy } from './translation/accept-translation.ts'
export type {
  AdvisoryFinding,
  CoercedFinding,
  Consequence,
  DroppedFinding,
  EmulatedFinding,
  Finding,
  LossyFinding,
  NeedsInputFinding,
  UnverifiedFinding,
  Verdict,
} from './translation/finding.ts'
export { adoptConfiguration, bucketToBeSaid } from './translation/adopt-configuration.ts'
export type {
  AdoptedConfiguration,
  Border,
  DestinationIdentity,
} from './translation/adopt-configuration.ts'
export { foreignRemainder } from './translation/foreign-remainder.ts'
export { translateFields } from './translation/translate-fields.ts'
export type { TranslatedFields } from './translation/translate-fields.ts'
export type { Translation } from './translation/translation.ts'
export { fixedFields, incrementalFields, inventoryFields } from './vocabulary/inventory-fields.ts'
export type {
  FieldDescription,
  IncrementalField,
  InventoryField,
  RecordField,
} from './vocabulary/inventory-fields.ts'
export { isNativeWord, nativeWord, wordOf } from './vocabulary/native-word.ts'
export type { NativeWord, Open } from './vocabulary/native-word.ts'
export { ossVocabulary } from './vocabulary/oss-vocabulary.ts'
export {
  nativeField,
  nativeStorageClass,
  neutralField,
  neutralFieldAsked,
  recordedStorageClass,
} from './vocabulary/provider-vocabulary.ts'
export type { ProviderVocabulary, Spellings } from './vocabulary/provider-vocabulary.ts'
export { s3Vocabulary } from './vocabulary/s3-vocabulary.ts'
export { storageClasses } from './vocabulary/storage-classes.ts'
export type {
  RecordedStorageClass,
  StorageClass,
  StorageTier,
} from './vocabulary/storage-classes.ts'
