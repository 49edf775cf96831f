import type { Exchange } from '../wire/dialect.ts'

/** What every listing of objects or versions says alike. */
export interface Listing {
  readonly prefix: string
  readonly delimiter: string
  /** The delimiter as it is written into the answer: OSS writes an empty one, S3 none. */
  readonly shownDelimiter: string | undefined
  readonly maxKeys: number
  readonly encoding: string | undefined
  /** A name as it is written into the answer. */
  readonly shown: (name: string) => string
}

/** Reads the parameters of a listing. */
export function readListing({ request, dialect }: Exchange): Listing {
  const { query } = request
  const encoding = query.get('encoding-type')
  const asked = query.get('max-keys')
  if (asked !== undefined && !/^\d{1,9}$/.test(asked))
    throw dialect.error('InvalidArgument', {
      message: 'Provided max-keys not an integer or within integer range',
      details: { ArgumentName: 'max-keys', ArgumentValue: asked },
    })
  if (encoding !== undefined && encoding !== 'url')
    throw dialect.error('InvalidArgument', {
      message: 'Invalid Encoding Method specified in Request',
      details: { ArgumentName: 'encoding-type', ArgumentValue: encoding },
    })
  const delimiter = query.get('delimiter') ?? ''
  const shown = encoding === 'url' ? dialect.objects.encodeKey : String
  return {
    prefix: query.get('prefix') ?? '',
    delimiter,
    shownDelimiter: delimiter === '' && dialect.cloud === 's3' ? undefined : shown(delimiter),
    maxKeys: Math.min(asked === undefined ? dialect.objects.maxKeys : Number(asked), 1000),
    encoding,
    shown,
  }
}
