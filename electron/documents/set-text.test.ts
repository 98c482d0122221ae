import { expect, test } from 'vitest'
import { isPlain, setText } from './set-text.ts'

const shown = (text: string) =>
  setText(text)
    .map((run) => run.text)
    .join('')
const fontsOf = (text: string) => [...new Set(setText(text).map((run) => run.font))].join()

test('what Roboto has is set as it is', () => {
  for (const text of ['Łucja Ångström', 'Ελένη Παπα', 'Юрий Йовчев', '€1,234.50 – 13 Aug', 'Đặng Thị'])
    expect([isPlain(text) || fontsOf(text), shown(text)]).toEqual([true, text])
})

test.each([
  ['王小明', 'Han'],
  ['田中さくら', 'Han'],
  ['김민수', 'Hangul'],
  ['สมชายใจดี', 'Thai'],
  ['नरेंद्र', 'Devanagari'],
  ['Արմեն', 'Armenian'],
  ['გიორგი', 'Georgian'],
  ['محمد', 'Arabic'],
  ['שלום', 'Hebrew'],
])('%s is set in a font that has it', (text, font) => {
  expect(isPlain(text)).toBe(false)
  expect(fontsOf(text)).toBe(font)
})

test('words that read from right to left stand in that order, brackets turned, numbers not', () => {
  expect(shown('דוד המלך')).toBe('המלך דוד')
  expect(shown('Mr משה כהן Smith')).toBe('Mr כהן משה Smith')
  expect(shown('דוד (המלך) 42')).toBe('42 (המלך) דוד')
})

test('pictures are left out, letters that no font has are question marks, and nothing is a box', () => {
  expect(shown('Ann 👩‍👩‍👧 O’Neil 🇵🇹 42 ©')).toBe('Ann O’Neil 42 ©')
  expect(shown('ਪੰਜਾਬੀ Singh')).toBe('??? Singh')
})
