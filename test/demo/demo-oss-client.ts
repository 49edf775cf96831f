import type { Emulator } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'

/** The vendor's client of the bucket of photos on OSS. */
export function demoOssClient(emulator: Pick<Emulator, 'oss'>): OSS {
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    endpoint: emulator.oss,
    region: 'oss-cn-qingdao',
    bucket: 'photos-cn',
    accessKeyId: 'test',
    accessKeySecret: 'test',
    authorizationV4: true,
    sldEnable: true,
  }
  return new OSS(options)
}
