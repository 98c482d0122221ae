import { readLineText, type LineText } from '../../shared/domain/folio/line-text.ts'
import { unreachable } from '../../shared/kernel/assert.ts'
import { useWords, type Words } from '../language/use-words.ts'
import { useFormats, type Formats } from './use-formats.ts'

/** A line of the hotel's books in the clerk's language; what somebody typed stays as it was typed. */
export function useLineWords(): (description: string) => string {
  const t = useWords()
  const formats = useFormats()
  return (description) => wordsOf(t, formats, readLineText(description))
}

function wordsOf(t: Words, formats: Formats, line: LineText): string {
  const day = (date: string) => formats.day(date, 'short')
  switch (line.kind) {
    case 'night':
    case 'dayUse':
      return t(`folioLine.${line.kind}`, { day: day(line.day) })
    case 'tax':
      return t('folioLine.tax', { name: line.name, day: day(line.day) })
    case 'payment':
      return t(`folioLine.${line.method}`, { code: line.code })
    case 'lateCheckOut':
      return t('folioLine.lateCheckOut', { until: line.until })
    case 'reversal':
      return t('folioLine.reversal', { line: wordsOf(t, formats, line.of) })
    case 'typed':
      return line.text
    case 'noShow':
    case 'cancellation':
      return t(`folioLine.${line.kind}`)
    default:
      return unreachable(line)
  }
}
