import { GridListItem } from 'react-aria-components'
import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import type { NextStep } from '../../../shared/domain/stay/next-step.ts'
import { Balance } from '../../desk/balance.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

interface StayLineProps {
  /** By which the list tells its lines apart. */
  readonly id: string
  readonly row: StayRow
  readonly onStep: (row: StayRow) => void
  readonly maySteps: boolean
}

/** One stay of a queue, read from left to right as a clerk asks: where, who, how long, is it ready, what is owed, what next. */
export function StayLine({ id, row, onStep, maySteps }: StayLineProps) {
  const t = useWords()
  const { days, money } = useFormats()
  const step = maySteps ? row.nextStep : 'none'
  const spoken = t('row.spoken', {
    room: row.roomNumber ?? t('row.noRoom'),
    guest: row.guestName,
    status: t(`status.${row.status}`),
    nights: row.nights,
    owes: row.balanceMinor > 0 ? 'yes' : 'no',
    balance: money(row.balanceMinor),
    step: t(`step.${step}`),
  })
  return (
    <GridListItem id={id} className="stay-line stay-columns" textValue={spoken} data-booking-id={id}>
      <span className="stay-line-mark">
        <Unsent unsent={row.unsent} attention={row.needsAttention} />
      </span>
      <span className="stay-line-room">
        <strong>{row.roomNumber ?? '—'}</strong> <span className="faint">{row.roomTypeCode}</span>
      </span>
      <span className="stay-line-guest">
        <span className="cut stay-line-name">{row.guestName}</span>
        <GuestFlags vip={row.vip} blacklisted={row.blacklisted} overdue={row.overdue} />
      </span>
      <span className="stay-line-party soft">
        {row.children > 0 ? `${row.adults} + ${row.children}` : row.adults}
      </span>
      <span className="stay-line-stay">
        {days(row.arrival, row.departure)}
        <span className="faint">{t('row.nights', { count: row.nights })}</span>
      </span>
      <span className="stay-line-ready">
        {row.room ? (
          <Readiness room={row.room} />
        ) : (
          <span className="faint readiness-word">{t('row.noRoom')}</span>
        )}
      </span>
      <Balance amountMinor={row.balanceMinor} />
      <Button
        size="small"
        kind={step === 'none' ? 'quiet' : isLast(step) ? 'primary' : 'plain'}
        onPress={() => onStep(row)}
        excludeFromTabOrder
      >
        {t(`step.${step}`)}
      </Button>
    </GridListItem>
  )
}

/** The step that completes the row, rather than one on the way there. */
function isLast(step: NextStep): boolean {
  return step === 'check_in' || step === 'check_out'
}
