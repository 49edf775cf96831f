/** The requests that a script makes with the SDK alone, one per configuration and one per page. */
export interface BareCalls {
  put(bucket: string, id: string): Promise<unknown>
  get(bucket: string, id: string): Promise<unknown>
  list(bucket: string): Promise<number>
}
