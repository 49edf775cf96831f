import type { EncryptionCounts } from '../report/report-summary.ts'

/** `SSE-KMS`, `encrypted`, `not encrypted`, `not said`. */
export function encryptionInWords({ status, type }: EncryptionCounts): string {
  switch (status) {
    case 'encrypted':
      return type ?? 'encrypted'
    case 'not-encrypted':
      return 'not encrypted'
    case 'unknown':
      return 'not said'
  }
}
