import { describe, expect, it } from 'vitest'

import { fillTemplate, templateMistakes } from './template.ts'
import type { TemplateName } from './template.ts'

const values = { bucket: 'photos', region: 'eu-west-1', connection: 'prod' }

function filled(text: string, known: Partial<typeof values> = values) {
  const unknown: TemplateName[] = []
  return { text: fillTemplate(text, known, (name) => unknown.push(name)), unknown }
}

describe('fillTemplate', () => {
  it.each([
    ['bi-daily', 'bi-daily'],
    ['bi-${bucket}', 'bi-photos'],
    ['${connection}/${region}/${bucket}/${bucket}', 'prod/eu-west-1/photos/photos'],
    ['$${bucket}', '${bucket}'],
    ['$$${bucket}', '$${bucket}'],
    ['$$${${bucket}', '$${photos'],
    ['$bucket {bucket} $', '$bucket {bucket} $'],
  ])('makes %j %j', (text, expected) => {
    expect(filled(text)).toStrictEqual({ text: expected, unknown: [] })
    expect(templateMistakes(text)).toStrictEqual([])
  })

  it('does not take a value for a template', () => {
    const known = { bucket: '${region}$&', region: 'eu-west-1' }
    expect(filled('${bucket}', known).text).toBe('${region}$&')
  })

  it('leaves what is not known, and tells', () => {
    expect(filled('${bucket}-${region}', { bucket: 'photos' })).toStrictEqual({
      text: 'photos-${region}',
      unknown: ['region'],
    })
  })

  it('gives back any text whose "${" was marked', () => {
    const pieces = ['', '$', '{', '}', '${bucket}', 'x']
    let texts = pieces
    for (const _ of [2, 3, 4]) {
      texts = texts.flatMap((text) => pieces.map((piece) => `${text}${piece}`))
    }
    for (const text of new Set(texts)) {
      const written = text.replaceAll('${', () => '$${')
      expect(templateMistakes(written)).toStrictEqual([])
      expect(filled(written)).toStrictEqual({ text, unknown: [] })
    }
  })
})

it.each([
  ['${buckt}', 'nothing is named "${buckt}"; write ${bucket}, or "$${" for the text "${"'],
  [
    '${date}',
    'nothing is named "${date}"; write ${bucket}, ${region}, ${connection}, or "$${" for the text "${"',
  ],
  [
    'a-${bucket',
    '"${bucket" is not closed; write ${bucket}, ${region}, ${connection}, or "$${" for the text "${"',
  ],
])('the mistake of %j is said', (text, message) => {
  expect(templateMistakes(text)).toStrictEqual([message])
})
