/**
 * Test files that take seconds each, most of the time of all: while one works they are left to the gate, unless they are asked for
 * by name. Where `PROPERTY_RUNS` is set, as in the gate, nothing is left out.
 */
export const longTests: readonly string[] = [
  // Processes that are started, killed, and started again.
  'test/end-to-end/cli-{compare-process,crash,full-disk,process,read-process}.test.ts',
  'test/end-to-end/emulator-journal.test.ts',
  // Histories, bytes and damage by the thousand, through everything that reads them.
  'test/laws/{compare-deliveries,compare-jobs,compare-versions}.test.ts',
  'test/laws/{oss-delivery-verdicts-documents,reports-filters,reports-fuzz,reports-round-trip}.test.ts',
  'test/end-to-end/{health-clock,reports-broken-off,reports-formats}.test.ts',
  'packages/compare/src/{compare-reports,comparison-summary,running-comparison,self-comparison}.test.ts',
  'packages/compare/src/join/{ending-early,many-rows,match-options,match-reports}.test.ts',
  'packages/compare/src/list/{compared-object-line,ordered-list}.test.ts',
  'packages/emulator/src/delivery/write-orc/{integer-runs,write-orc}.test.ts',
  'packages/orc/src/{byte-ranges,fuzz,hostile}.test.ts',
  'packages/orc/src/zstandard/decode-zstandard.test.ts',
  'packages/reports/src/bytes/{gunzip-bytes,hashing-thread}.test.ts',
  'packages/reports/src/open/{open-file,open-ranges}.test.ts',
  'packages/reports/src/parquet/{fuzz,open-parquet,snappy}.test.ts',
  'packages/xml/src/round-trip.test.ts',
  // The same work over again, under every flag and with every mistake.
  'test/end-to-end/cli-compare-{checksums,flags,mistakes,outputs,pages,versions}.test.ts',
  'test/end-to-end/{alibaba-oss-replacement,client-fleet-throttled,client-migrations}.test.ts',
  'packages/query/src/{engine/load-duckdb,engine/query-error,remove-on-exit}.test.ts',
  'packages/query/src/tables/{comparison-table,report-table}.test.ts',
  'packages/compare/src/write/{comparison-writer,write-comparison}.test.ts',
  'packages/compare/src/spill/{partition-files,spill-folder}.test.ts',
  'packages/cli/src/input/parse-document.test.ts',
  'packages/client/src/container/create-container.test.ts',
  'packages/health/src/{fleet-health,inventory-health-unseen}.test.ts',
  'packages/orc/src/readme.test.ts',
  'test/conformance/broken-providers.test.ts',
  'test/end-to-end/{alibaba-oss-access-faults,aws-s3-checks-faults,aws-s3-requests,aws-s3-roles}.test.ts',
  'test/end-to-end/{cli-bulk-bad-input,cli-compare-bad-input,cli-fleet}.test.ts',
  'test/end-to-end/{client-apply,client-apply-recheck,client-apply-replacement}.test.ts',
  'test/end-to-end/client-declarations-laws.test.ts',
]
