/** An answer that refuses: thrown by operations, rendered by the dialect. Never holds a stack for the client. */
export class ServiceError extends Error {
  readonly status: number
  readonly code: string
  /** Further elements of the error document, in order. */
  readonly details: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** OSS's own number of the cause, where it is known. */
  readonly ec: string | undefined

  constructor(status: number, code: string, message: string, extra: ServiceErrorExtra = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = extra.details ?? {}
    this.headers = extra.headers ?? {}
    this.ec = extra.ec
  }
}

export interface ServiceErrorExtra {
  readonly details?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly ec?: string
}
