import { expect, it, onTestFinished } from 'vitest'

import { comparedFields, left, right } from './cli-compare-world.ts'
import { startReportsWorld } from './cli-reports-world.ts'

it('looks at many objects at a time, and is not warned of listeners', async () => {
  const world = await startReportsWorld()
  const { s3, oss } = world.clouds
  const keys = Array.from({ length: 40 }, (_, index) => [`a/${index}`, index])
  await world.fill(s3, Object.fromEntries(keys), { fields: comparedFields.s3 })
  await world.fill(oss, { b: 1 }, { fields: comparedFields.oss })
  await world.deliver(s3)
  await world.deliver(oss)
  const warnings: string[] = []
  const listen = ({ name }: Error) => warnings.push(name)
  process.on('warning', listen)
  onTestFinished(() => {
    process.off('warning', listen)
  })
  const argv = ['compare', left, right, '--margin', '0', '--confirm', '--json']
  const { code, output } = await world.run(argv)
  expect(code).toBe(2)
  expect(JSON.parse(output)).toMatchObject({ confirmed: { looked: 41, settled: 0, notLooked: 0 } })
  expect(warnings).not.toContain('MaxListenersExceededWarning')
})
