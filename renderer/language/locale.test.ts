import { expect, test } from 'vitest'
import { localeFor, preferredLanguage } from './locale.ts'

test('the window opens in the first preferred language it speaks, else in English', () => {
  expect(preferredLanguage(['de-DE', 'pt-BR', 'en-GB'])).toBe('pt')
  expect(preferredLanguage(['de-DE', 'fr'])).toBe('en')
})

test('dates and numbers follow the own region when it speaks the chosen language', () => {
  expect(localeFor('en', ['pt-PT', 'en-IE'])).toBe('en-IE')
  expect(localeFor('pt', ['en-GB'])).toBe('pt-PT')
  expect(localeFor('en', ['en-US@posix'])).toBe('en-GB')
})
