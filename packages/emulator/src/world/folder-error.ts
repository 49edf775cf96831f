/** The folder of the state cannot be used as it is. Has a code, as errors of the file system have. */
export class FolderError extends Error {
  override readonly name = 'FolderError'
  readonly code: 'in-use' | 'damaged'

  constructor(code: FolderError['code'], message: string) {
    super(message)
    this.code = code
  }
}
