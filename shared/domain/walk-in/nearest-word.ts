import { isOneSlip } from '../guest/likeness.ts'
import { methodWords, typeWords, type LineVocabulary } from './line-words.ts'
import { plainWord } from './split-line.ts'

/** A word of the line's own that somebody's name is only one slip away from: `kng` may be a king. */
export function nearestWord(text: string, vocabulary: LineVocabulary): string | null {
  const word = plainWord(text)
  if (word.length < 3) return null
  const known = [...typeWords(vocabulary), ...methodWords.keys()].filter((each) => each.length > 3)
  return known.find((each) => isOneSlip(word, each)) ?? null
}
