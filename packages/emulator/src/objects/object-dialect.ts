import type { ObjectVersion, Part } from '../world/world.ts'

type Headers = Readonly<Record<string, string>>

/** A header of the request, by its name in lower case. */
type HeaderReader = (name: string) => string | undefined

/** What the two services do differently in requests for objects that are otherwise the same. */
export interface ObjectDialect {
  /** What their own headers start with: `x-amz-` or `x-oss-`. */
  readonly prefix: string
  /** Of XML answers. */
  readonly namespace?: string
  readonly contentType: string
  readonly storageClass: string
  /** How many keys a listing holds where the request does not say. */
  readonly maxKeys: number
  /** The least size in bytes of a part that is not the last. */
  readonly minPartSize: number
  readonly newVersionId: () => string
  /** Of an object that was put in one piece, from its MD5 in hexadecimal. */
  readonly etag: (md5: string, headers: Headers) => string
  readonly multipartEtag: (parts: readonly Part[]) => string
  /** A key in an answer with `encoding-type=url`. */
  readonly encodeKey: (key: string) => string
  /** Headers that the service adds to an object, by those given with it and by its bytes. */
  readonly addedHeaders: (
    headers: Headers,
    bodies: AsyncIterable<Buffer> | Iterable<Buffer>,
  ) => Promise<Headers>
  /** Headers of an answer that follow from a version's other properties. */
  readonly describe: (version: ObjectVersion) => Headers
  /** What `Contents` says of an object's making, where the service says it. */
  readonly typeOf: (version: ObjectVersion) => string | undefined
  /** Whether a range that cannot be met gives the whole object instead of an error. */
  readonly ignoresBadRange: (header: HeaderReader) => boolean
  /** Throws where a request does not want to replace the object that is there. */
  readonly checkOverwrite: (header: HeaderReader) => void
}
