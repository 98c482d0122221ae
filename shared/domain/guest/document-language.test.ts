import { expect, test } from 'vitest'
import { documentLanguageOf } from './document-language.ts'

test('a guest gets the language of their country, English from elsewhere, and the hotel’s where it is not known', () => {
  expect(['PRT', 'br', ' ESP', 'FR', 'AUT'].map((country) => documentLanguageOf(country, 'pt'))).toEqual([
    'pt',
    'pt',
    'es',
    'fr',
    'de',
  ])
  expect(documentLanguageOf('JPN', 'pt-PT')).toBe('en')
  expect([documentLanguageOf(null, 'pt-PT'), documentLanguageOf('', 'sv')]).toEqual(['pt', 'en'])
})
