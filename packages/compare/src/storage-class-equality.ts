/** How two classes compare, by their neutral names or native words: `left`, then `right`. */
export type StorageClassTable = ReadonlyMap<string, ReadonlyMap<string, StorageClassEquality>>

/** `equivalent`: of the same tier, but another class. */
export type StorageClassEquality = 'equal' | 'equivalent' | 'different'
