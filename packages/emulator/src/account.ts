/** Somebody who may sign requests. Buckets belong to accounts. */
export interface EmulatedAccount {
  /** Twelve digits on AWS, some more on Alibaba Cloud. */
  readonly id: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The token of temporary credentials; requests must then carry it. Default: none, and none may be sent. */
  readonly sessionToken?: string
}

/** The account there is when none is given. */
export const defaultAccount: EmulatedAccount = {
  id: '000000000000',
  accessKeyId: 'test',
  secretAccessKey: 'test',
}
