import type { RefObject } from 'react'
import { Dialog, Heading, Popover } from 'react-aria-components'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Sign } from '../../ui/mark.tsx'
import { Switch } from '../../ui/switch.tsx'
import { EnrolAgain } from './enrol-again.tsx'
import { ExportQuarantine } from './export-quarantine.tsx'
import { PendingCommands } from './pending-commands.tsx'

interface LinePopoverProps {
  readonly line: LineStatus
  /** What it hangs on. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
  readonly onOpenBooking: (bookingId: string) => void
}

const worksOffline = ['line.works.stays', 'line.works.money', 'line.works.find', 'line.works.bill'] as const
const needsLine = ['line.needs.others', 'line.needs.newcomer'] as const

/** What is behind the indicator: the state in full, what waits, what works without the line, and the practice switch. */
export function LinePopover({ line, anchor, isOpen, onOpen, onOpenBooking }: LinePopoverProps) {
  const t = useWords()
  const { moment } = useFormats()
  const practise = useAction('terminal.practiseOutage')
  const syncNow = useAction('terminal.syncNow')
  const drifting = line.clockDriftMs !== null && Math.abs(line.clockDriftMs) > 60_000
  return (
    <Popover
      className="popover line-popover"
      placement="bottom end"
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={onOpen}
    >
      <Dialog>
        <section className="line-section">
          <Heading slot="title" className="line-title">
            {line.practising ? t('line.explain.practising') : t(`line.explain.${line.state}`)}
          </Heading>
          {line.problem !== null && <p>{t(`line.problem.${line.problem}`)}</p>}
          {line.problem === 'not_a_terminal' && <EnrolAgain />}
          {line.quarantined > 0 && <ExportQuarantine count={line.quarantined} />}
          <p className="soft">
            {line.lastSyncedAt !== null
              ? t('line.lastSynced', { at: moment(line.lastSyncedAt) })
              : t('line.neverSynced')}
          </p>
          {drifting && (
            <p className="soft">
              {t('line.drift', { seconds: Math.round((line.clockDriftMs ?? 0) / 1000) })}
            </p>
          )}
        </section>
        <PendingCommands
          onOpenBooking={(bookingId) => {
            onOpen(false)
            onOpenBooking(bookingId)
          }}
        />
        <section className="line-section line-works">
          <div>
            <h3 className="line-subtitle">{t('line.works')}</h3>
            <Points keys={worksOffline} shape="check" />
          </div>
          <div>
            <h3 className="line-subtitle">{t('line.needs')}</h3>
            <Points keys={needsLine} shape="ring" />
          </div>
        </section>
        <section className="line-section line-switch">
          <Switch
            isSelected={line.practising}
            onChange={(on) => void practise.run({ on })}
            help={t('line.practiseHelp')}
          >
            {t('line.practise')}
          </Switch>
          <Refusal error={practise.error ?? syncNow.error} />
          {!line.practising && (
            <Button size="small" isBusy={syncNow.running} onPress={() => void syncNow.run({})}>
              {t('line.syncNow')}
            </Button>
          )}
        </section>
      </Dialog>
    </Popover>
  )
}

interface PointsProps {
  readonly keys: typeof worksOffline | typeof needsLine
  readonly shape: 'check' | 'ring'
}

function Points({ keys, shape }: PointsProps) {
  const t = useWords()
  return (
    <ul>
      {keys.map((key) => (
        <li key={key}>
          <Sign shape={shape} tone={shape === 'check' ? 'good' : 'quiet'} />
          {t(key)}
        </li>
      ))}
    </ul>
  )
}
