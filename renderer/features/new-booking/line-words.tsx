import { unreachable } from '../../../shared/kernel/assert.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import type { ReadWalkIn } from './use-walk-in-line.ts'

type Word = ReadWalkIn['words'][number]

/** Each word of the line with what it was taken for; one that is not understood says so by name. */
export function LineWords({ words, said }: Pick<ReadWalkIn, 'words' | 'said'>) {
  const t = useWords()
  const meaningOf = useMeaning(said)
  const wrong = words.filter(({ problem }) => problem !== null)
  return (
    <div className="line-words">
      <ol aria-label={t('walk.words')}>
        {words.map((word) => (
          <li key={word.from} className={`line-word${word.problem === null ? '' : ' line-word-wrong'}`}>
            <strong className="cut">{word.text}</strong>
            <span className="line-meaning">{meaningOf(word)}</span>
          </li>
        ))}
      </ol>
      <ul className="line-problems" aria-live="polite">
        {wrong.map((word) => (
          <li key={word.from}>
            {word.problem !== null && t(`walk.wrong.${word.problem}`, { word: word.text })}
            {word.near !== null && ` – ${t('walk.near', { near: word.near })}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

function useMeaning(said: ReadWalkIn['said']): (word: Word) => string {
  const t = useWords()
  const { day, amount } = useFormats()
  return ({ kind, problem, near }) => {
    if (problem !== null) return t('walk.is.unknown')
    switch (kind) {
      case 'name':
        return near === null ? t('walk.is.name') : `${t('walk.is.name')} – ${t('walk.near', { near })}`
      case 'nights':
        return `${t('walk.is.nights', { count: said.nights })}, ${t('walk.is.departure', { day: day(said.departure) })}`
      case 'departure':
        return `${t('walk.is.departure', { day: day(said.departure) })}, ${t('walk.is.nights', { count: said.nights })}`
      case 'party':
        return t('walk.is.party', { adults: said.adults, children: said.children })
      case 'rate':
        return `${amount(said.rateMinor ?? 0)} ${t('walk.is.rate')}`
      case 'method':
        return t('walk.is.method', { method: t(`method.${said.method ?? 'other'}`) })
      case 'room':
      case 'type':
      case 'phone':
      case 'email':
      case 'unclear':
      case 'unknown':
        return t(`walk.is.${kind}`)
      default:
        return unreachable(kind)
    }
  }
}
