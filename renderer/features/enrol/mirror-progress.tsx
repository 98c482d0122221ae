import { Label, ProgressBar } from 'react-aria-components'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import { useWords } from '../../language/use-words.ts'
import { Entrance } from '../../ui/entrance.tsx'
import './mirror-progress.css'

/** The hotel's records on their way to this machine, the first time; the desk opens when today is here. */
export function MirrorProgress({ line }: { readonly line: LineStatus }) {
  const t = useWords()
  const { rows, total } = line.mirror ?? { rows: 0, total: 0 }
  return (
    <Entrance title={t('mirror.title')} intro={t('mirror.intro')}>
      <ProgressBar
        className="mirror-progress"
        value={rows}
        maxValue={Math.max(total, 1)}
        isIndeterminate={total === 0}
      >
        {({ percentage, valueText }) => (
          <>
            <Label className="mirror-progress-label">
              {total === 0 ? t('mirror.starting') : t('mirror.rows', { rows, total })}
            </Label>
            <span className="mirror-progress-percent">{valueText}</span>
            <svg
              className="mirror-progress-track"
              viewBox="0 0 100 2"
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className="mirror-progress-fill" width={percentage ?? 0} height="2" />
            </svg>
          </>
        )}
      </ProgressBar>
      {line.state === 'offline' && <p className="soft">{t('mirror.offline')}</p>}
    </Entrance>
  )
}
