import { readLineText, type LineText } from '../../shared/domain/folio/line-text.ts'
import { unreachable } from '../../shared/kernel/assert.ts'
import type { Paper } from './paper.ts'

/** A line of the hotel's books in the guest's language; what somebody typed stays as it was typed. */
export function lineWords(paper: Paper, description: string): string {
  return wordsOf(paper, readLineText(description))
}

function wordsOf(paper: Paper, line: LineText): string {
  switch (line.kind) {
    case 'night':
    case 'dayUse':
      return paper.say(`line.${line.kind}`, { day: paper.day(line.day) })
    case 'tax':
      return paper.say('line.tax', { name: line.name, day: paper.day(line.day) })
    case 'payment':
      return paper.say(`line.${line.method}`, { code: line.code })
    case 'lateCheckOut':
      return paper.say('line.lateCheckOut', { until: paper.time(line.until) })
    case 'reversal':
      return paper.say('line.reversal', { line: wordsOf(paper, line.of) })
    case 'typed':
      return line.text
    case 'noShow':
    case 'cancellation':
      return paper.say(`line.${line.kind}`)
    default:
      return unreachable(line)
  }
}
