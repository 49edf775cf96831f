import { ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { s3Capabilities } from '@bucket-inventory/aws-s3'
import { configurationPaths } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { capabilityMatrix } from './capability-matrix.ts'

const matrix = capabilityMatrix(
  [s3Capabilities, ossCapabilities].map(({ provider, checkedOn, paths, values, behaviour }) => ({
    provider,
    checkedOn,
    paths,
    values: { ...values },
    behaviour,
  })),
)

it('has a row for every path, in the order of the model', () => {
  const rows = matrix.split('\n').map((line) => line.split(' ')[0] ?? '')
  const [head, ...paths] = rows.slice(0, configurationPaths.length + 1)
  expect(head).toBe('PATH')
  expect(paths).toStrictEqual(configurationPaths)
})

it('shows limits, values, behaviour and notes', () => {
  expect(matrix).toMatch(/\nid +native \(required, up to 64 characters.*\) +native \(required, up/)
  expect(matrix).toMatch(/\ndestination\.format: orc +native +unsupported\n/)
  expect(matrix).toMatch(/\nwrite +upsert +create-only\n/)
  expect(matrix).toMatch(/\nalibaba-oss, checked on \d{4}-\d\d-\d\d:\n {2}\S/)
})
