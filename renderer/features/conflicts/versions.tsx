import type { ConflictCard, ConflictDetail } from '../../../shared/contract/calls/conflict.ts'
import { useWords } from '../../language/use-words.ts'
import { columnName } from './column-name.ts'

interface VersionsProps {
  readonly card: ConflictCard
  readonly versions: ConflictDetail['versions']
  /** The columns of which the card's own version is chosen. */
  readonly mine: ReadonlySet<string>
  readonly onChoose: (column: string, mine: boolean) => void
}

/** What two desks wrote into the same places, to choose from place by place. */
export function Versions({ card, versions, mine, onChoose }: VersionsProps) {
  const t = useWords()
  return (
    <table className="conflict-versions">
      <caption className="unseen">{t('conflict.versions')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('conflict.side.what')}</span>
          </th>
          <th scope="col">{t('conflict.version.was')}</th>
          <th scope="col">{t('conflict.version.mine', { terminal: card.terminal })}</th>
          <th scope="col">{t('conflict.version.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => {
          const name = columnName(t, version.column)
          const choice = (isMine: boolean, text: string | null) => (
            <label>
              <input
                type="radio"
                name={`version-${version.column}`}
                aria-label={`${t('conflict.version.take', { column: name })}: ${text ?? '—'}`}
                checked={mine.has(version.column) === isMine}
                onChange={() => onChoose(version.column, isMine)}
              />{' '}
              {text ?? '—'}
            </label>
          )
          return (
            <tr key={version.column}>
              <th scope="row">{name}</th>
              <td className="faint">{version.was ?? '—'}</td>
              <td>{choice(true, version.mine)}</td>
              <td>{choice(false, version.theirs)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
