/**
 * Where everything lies in the one memory of a join. Its first part has fixed places; behind it are the index and the arena
 * of records, wherever the other side of the module says.
 */

/** Rows that are staged at a time, and rows of a batch of matches. */
export const ROWS: usize = 4096
/** Bytes of one column of texts that are staged at a time. */
export const TEXTS: usize = 524_288

/** Words that both sides of the module read and write: see control.ts. */
export const CONTROL: usize = 1024

// What keys begin with, and what is put there instead; then the columns of the staged rows. Texts are read up to 15 bytes
// behind their end.
export const REWRITE_FROM: usize = CONTROL + 1024
export const REWRITE_TO: usize = REWRITE_FROM + 65_536
export const KEYS: usize = REWRITE_TO + 65_536
export const KEY_ENDS: usize = KEYS + TEXTS + 64
export const ORIGINALS: usize = KEY_ENDS + 4 * ROWS
export const ORIGINAL_ENDS: usize = ORIGINALS + TEXTS + 64
export const ETAGS: usize = ORIGINAL_ENDS + 4 * ROWS
export const ETAG_ENDS: usize = ETAGS + TEXTS + 64
export const ETAG_MISSING: usize = ETAG_ENDS + 4 * ROWS
export const VERSIONS: usize = ETAG_MISSING + ROWS
export const VERSION_ENDS: usize = VERSIONS + TEXTS + 64
export const VERSION_MISSING: usize = VERSION_ENDS + 4 * ROWS
export const CHECKSUMS: usize = VERSION_MISSING + ROWS
export const CHECKSUM_ENDS: usize = CHECKSUMS + TEXTS + 64
export const CHECKSUM_MISSING: usize = CHECKSUM_ENDS + 4 * ROWS
export const SIZES: usize = CHECKSUM_MISSING + ROWS
export const TIMES: usize = SIZES + 8 * ROWS
/** Of each row: what it is, in the lowest 10 bits (see build.ts), and the number of its attributes. */
export const ATTRIBUTES: usize = TIMES + 8 * ROWS

/** For what is looked at only so that it is near. */
export const TOUCHED: usize = ATTRIBUTES + 4 * ROWS
// The records that are worked on: where they are, their hashes, where the search for a partner is, and the first that may be one.
export const RECORDS: usize = TOUCHED + 8
export const HASHES: usize = RECORDS + 4 * ROWS
export const CANDIDATES: usize = HASHES + 8 * ROWS
export const PLACES: usize = CANDIDATES + 4 * ROWS

/** Where the records of each partition end, of those that were brought together by partition. */
export const MOST_PARTITIONS: u32 = 256
export const PARTITION_ENDS: usize = PLACES + 4 * ROWS

/** A mark for each algorithm of checksums that the versions of a key have. */
export const ALGORITHMS: usize = PARTITION_ENDS + 4 * <usize>MOST_PARTITIONS
export const MOST_ALGORITHMS: u32 = 256

// Columns of two batches of matches, one behind the other.
export const MATCHES: usize = 2 * ROWS
export const SIDES: usize = PARTITION_ENDS + 4 * <usize>MOST_PARTITIONS
export const FACTS: usize = SIDES + MATCHES
export const ORDER: usize = FACTS + 2 * MATCHES
export const LEFT_SIZE: usize = ORDER + 8 * MATCHES
export const RIGHT_SIZE: usize = LEFT_SIZE + 8 * MATCHES
export const LEFT_TIME: usize = RIGHT_SIZE + 8 * MATCHES
export const RIGHT_TIME: usize = LEFT_TIME + 8 * MATCHES
export const PREFIX: usize = RIGHT_TIME + 8 * MATCHES
export const LEFT_ATTRIBUTES: usize = PREFIX + 4 * MATCHES
export const RIGHT_ATTRIBUTES: usize = LEFT_ATTRIBUTES + 4 * MATCHES
export const LEFT_RECORD: usize = RIGHT_ATTRIBUTES + 4 * MATCHES
export const RIGHT_RECORD: usize = LEFT_RECORD + 4 * MATCHES
export const DUPLICATE: usize = RIGHT_RECORD + 4 * MATCHES

// Prefixes of keys, in the order of their numbers.
export const MOST_PREFIXES: u32 = 10_000
export const LONGEST_PREFIX: u32 = 1024
export const PREFIX_SLOT_COUNT: u32 = 32_768
export const PREFIX_SLOTS: usize = DUPLICATE + MATCHES
/** Of each where it begins and how long it is. */
export const PREFIXES: usize = PREFIX_SLOTS + 2 * <usize>PREFIX_SLOT_COUNT
export const PREFIX_BYTES: usize = PREFIXES + 8 * <usize>MOST_PREFIXES

// Hashes of keys that only the right side has.
export const EXTRA_SLOT_COUNT: u32 = 524_288
export const EXTRAS: usize = PREFIX_BYTES + <usize>MOST_PREFIXES * <usize>LONGEST_PREFIX + 64

/** Bytes that the records of staged rows take at most. */
export const SCRATCH_SIZE: usize = 5 * TEXTS + 96 * ROWS
/** And one that was there before. */
const CARRIED: usize = 262_144
/** Records that are not kept, of either side. */
export const SCRATCH: usize = EXTRAS + 16 * <usize>EXTRA_SLOT_COUNT
export const OTHER_SCRATCH: usize = SCRATCH + SCRATCH_SIZE + CARRIED
/** What has a place of its own ends here. */
export const FIXED_END: usize = OTHER_SCRATCH + SCRATCH_SIZE + CARRIED
